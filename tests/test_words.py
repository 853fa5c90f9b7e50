"""Can a policy colleague write words to look for, and is every fault in a file of them named?"""

from __future__ import annotations

import re
import sys

import pytest

from config import words as of_config
from config.faults import BadFile
from config.words import WORDS, from_text, words
from workflow.rules import issue
from workflow.writing import patterns, phrases
from workflow.writing.patterns import BadPhrase, looked_for
from workflow.writing.phrases import Cue, plain, sentences

FILES = sorted(path.stem for path in WORDS.glob("*.yaml"))


def listed(*lines: str) -> str:
    said = "\n".join(f"    {line}" for line in lines)
    return f"people:\n  for: People\n  say: |\n    mother|father\n    aunt\nfires:\n  for: A test\n  say: |\n{said}\n"


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> object:
    """Find phrases of a file that stands only in the test."""

    def found(phrase: str, text: str) -> str:
        monkeypatch.setattr(patterns, "words", lambda name: from_text(listed(phrase), name))
        looked_for.cache_clear()
        return Cue("test", "fires").first(text)

    yield found
    looked_for.cache_clear()


LOOKED_FOR = [
    ("teach*", "He is Teaching here.", "Teaching"),
    ("teach*", "He is a preteacher.", ""),
    ("short break", "One short-break a week", "short-break"),
    ("a|b c", "b c", "b c"),
    ("a|b c", "b d", ""),
    ("(a|b) c", "a c", "a c"),
    ("[very] good", "very good", "very good"),
    ("[very] good", "so good", "good"),
    ("go .. home", "go with him home", "go with him home"),
    ("go .. home", "go with him back home", ""),
    ("go ... home", "go with him all the way back home", "go with him all the way back home"),
    ("go ... home", "We go. He is home.", ""),
    ("# hours", "2.5 hours", "2.5 hours"),
    ("# hours", "three hours", "three hours"),
    ("from @ to @", "from 10.30am to 4 pm", "from 10.30am to 4 pm"),
    ("{people} is ill", "His aunt is ill.", "aunt is ill"),
    ("{people}+ x", "x", BadPhrase),
    ("x {people}+ y", "x mother, aunt y", "x mother, aunt y"),
    ("nurse plan", "the nurse\u2019s plan", "nurse\u2019s plan"),
    ("(a|b", "a", BadPhrase),
    ("a) b", "a", BadPhrase),
    (".. a", "a", BadPhrase),
    ("[a]", "a", BadPhrase),
    ("{nobody}", "a", BadPhrase),
]


@pytest.mark.parametrize(("phrase", "text", "found"), LOOKED_FOR)
def test_a_phrase_is_found_as_its_signs_say(look: object, phrase: str, text: str, found: object) -> None:
    if found is BadPhrase:
        with pytest.raises(BadPhrase, match=re.escape("config/words/test.yaml")):
            look(phrase, text)  # type: ignore[operator]
    else:
        assert look(phrase, text) == found  # type: ignore[operator]


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_words_can_be_read_and_every_list_looked_for(file: str) -> None:
    for name in words(file):
        assert looked_for(file, name).search("") is None


def test_every_list_is_used_by_a_check_or_by_another_list() -> None:
    rules = "".join(path.read_text() for path in sorted((WORDS.parent.parent / "workflow/rules").glob("*.py")))
    idle = [
        f"{file}: {name}"
        for file in FILES
        for name in words(file)
        if f"{{{name}}}" not in (WORDS / f"{file}.yaml").read_text() and f'"{name}"' not in rules
    ]
    assert not idle, f"Nobody looks for these: {idle}"


FAULTS = [
    ("- a", "line 1: say what the list is for"),
    ("a: b", "line 1: a: say what the list is for"),
    ("a:\n  for: x\n  say: ''", "line 1: a: say what the list is for"),
    ("a:\n  for: x\n  say: |\n    b\nc:\n  say: |\n    b", "line 5: c: say what the list is for"),
    ("a:\n  for: x\n  say: |\n    b\na:\n  for: x\n  say: |\n    b", "line 5: a: named twice"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_faulty_file_is_refused_with_its_name_and_line(text: str, fault: str) -> None:
    with pytest.raises(BadFile, match=re.escape(f"test, {fault}")):
        of_config.from_text(text, "test")


def test_a_text_keeps_its_places_when_it_is_made_plain() -> None:
    said = "The \u201cquiet\u201d room \u2013 it\u2019s \u0130STANBUL"
    assert len(plain(said)) == len(said)
    assert plain(said).startswith('the "quiet" room - it\'s')


def test_a_sentence_ends_at_its_mark_a_semicolon_or_a_line() -> None:
    assert sentences("At 9.30 he goes. Then? Home; bed\nSleep") == ("At 9.30 he goes.", "Then?", "Home", "bed", "Sleep")


def test_everything_that_checks_look_for_can_be_read_before_anybody_waits_for_it() -> None:
    assert issue.CHECKS  # they are imported
    rules = [module for name, module in sys.modules.items() if name.startswith("workflow.rules.")]
    cues = {one for module in rules for one in vars(module).values() if isinstance(one, Cue)}
    assert len(cues) > 30
    phrases.read_all()
    before = looked_for.cache_info().misses
    for cue in cues:
        assert cue.says
    assert looked_for.cache_info().misses == before
