"""Is every rule, timescale and step cited, sure of itself to the right degree, used, and tested?"""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from itertools import permutations
from pathlib import Path
from pkgutil import iter_modules

import workflow.rules
from config.authorities import MILESTONES
from tests.guidance.cases import authority
from workflow.clocks import timescales
from workflow.clocks.timescales import Timescale
from workflow.pathway import PATHWAY
from workflow.rule import Confidence, Rule
from workflow.rules import issue

HERE = Path(__file__).parent
OUR_OWN = re.compile(r"\b(pathway|domain|api|standards)\.md\b")
SOURCE = re.compile(r"\b(Act \d{4}|Regulations \d{4}|Code of Practice|advice page|authority's file|Tribunal|IPSEA)\b")
STATUTE = re.compile(r"\b(Act|Regulations) (19|20)\d\d\b")
SENTENCE = re.compile(r"[A-Z].*\.", re.DOTALL)
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def rules() -> list[Rule]:
    """Every rule of every module, once."""
    modules = [import_module(f"workflow.rules.{found.name}") for found in iter_modules(workflow.rules.__path__)]
    named = {(module.__name__, key): one for module in modules for key, one in vars(module).items()}
    return list({id(one): one for one in named.values() if isinstance(one, Rule)}.values())


def scales() -> list[Timescale]:
    """Those of the law, and what an authority gives itself."""
    own = [timescales.local(authority(at), name) for at in ("northmere", "eastvale") for name in MILESTONES]
    return [*timescales.TIMESCALES, *own, *(timescales.dispute(days) for days in (1, 2, 20))]


def cited() -> list[tuple[str, str, Confidence]]:
    """Name, citation and confidence of everything that has them."""
    made = [(one.name, one.cite, one.confidence) for one in rules()]
    made += [(f"timescale {one.code}", one.cite, one.confidence) for one in scales()]
    return made + [(f"row {row.action}", row.cite, row.confidence) for row in PATHWAY]


def test_there_are_rules_and_timescales_to_look_at() -> None:
    assert len(rules()) > 40
    assert len(timescales.TIMESCALES) >= 17


def test_everything_cites_its_source_and_says_how_sure_it_is() -> None:
    faults = [f"{name}: cite the source of this" for name, cite, _ in cited() if len(cite.strip()) < 8]
    faults += [f"{name}: say how sure we are" for name, _, sure in cited() if not isinstance(sure, Confidence)]
    assert not faults, "\n".join(faults)


def test_what_only_our_own_documents_say_is_never_called_law() -> None:
    """Law names its statute: a ruling of the project, or the practice of an authority, is not law."""
    faults = [
        f"{name}: {cite!r} names no Act and no Regulations, so it is not law; cite them or lower the confidence"
        for name, cite, sure in cited()
        if sure is Confidence.LAW and not STATUTE.search(cite)
    ]
    assert not faults, "\n".join(faults)


def test_what_is_called_guidance_names_the_guidance() -> None:
    faults = [
        f"{name}: {cite!r} names no source outside our own documents; cite it, or call this project default"
        for name, cite, sure in cited()
        if sure is Confidence.GUIDANCE and OUR_OWN.search(cite) and not SOURCE.search(cite)
    ]
    assert not faults, "\n".join(faults)


def test_every_rule_states_the_law_in_a_sentence() -> None:
    faults = [
        f"{one.name}: its docstring must be a sentence, from a capital to a full stop, and is {one.law!r}"
        for one in rules()
        if not SENTENCE.fullmatch(one.law) or len(one.law) < 12
    ]
    assert not faults, "\n".join(faults)


def test_every_rule_has_a_name_of_its_own_that_reads_as_a_proposition() -> None:
    again = [name for name, times in Counter(one.name for one in rules()).items() if times > 1]
    faults = [f"{name}: two rules have this name" for name in again]
    faults += [
        f"{one.name}: name it as the proposition that must be true, in at least three words"
        for one in rules()
        if not NAME.fullmatch(one.name) or one.name.count("_") < 2
    ]
    assert not faults, "\n".join(faults)


def test_every_rule_is_needed_by_some_step() -> None:
    needed = {need.name for row in PATHWAY for need in row.needs}
    needed |= {check.name for check in issue.WARNINGS}  # that each is answered is one need
    dead = sorted({one.name for one in rules()} - needed)
    assert not dead, f"No row of the pathway needs these; use them or delete them: {', '.join(dead)}"


def test_no_step_needs_the_same_thing_twice() -> None:
    """A caseworker would read the same sentence twice."""
    faults = [
        f"{row.action}: {name}"
        for row in PATHWAY
        for name, times in Counter(need.name for need in row.needs).items()
        if times > 1
    ]
    assert not faults, "\n".join(faults)


def test_every_rule_has_a_pure_test() -> None:
    """A rule of which no test here says its name could be deleted, or made to say yes to all, in silence."""
    said = "\n".join(path.read_text() for path in sorted(HERE.glob("test_*.py")))
    untested = [one.name for one in rules() if not re.search(rf"(?<!def )\b{one.name}\b", said)]
    assert not untested, f"Test these in tests/guidance, by name: {', '.join(sorted(untested))}"


def test_every_timescale_has_a_code_of_its_own_and_reads_in_words() -> None:
    """Two of one code are two versions of one law, and then they are not in force at once."""
    faults = [f"{one.code}: say its length in words" for one in scales() if not re.fullmatch(r"[a-z\d].*\w", one.words)]
    faults += [f"{one.code}: it ends before it begins" for one in scales() if one.until and one.until < one.since]
    faults += [f"{one.code}: no limit runs backwards" for one in scales() if one.length < 0]
    faults += [
        f"{one.code}: two versions in force on {other.since}"
        for one, other in permutations(timescales.TIMESCALES, 2)
        if one.code == other.code and one.since <= other.since and (one.until is None or other.since <= one.until)
    ]
    assert not faults, "\n".join(faults)


def test_only_the_regulations_that_give_a_lawful_excuse_have_one() -> None:
    """Regulations 5(4), 10(4), 13(3) and 27(3) know a closed school; regulation 8(2) a missed appointment."""
    excused = {one.code: {str(ground) for ground in one.grounds} for one in timescales.TIMESCALES if one.grounds}
    always, closed = {"exceptional_circumstances", "absent_four_weeks"}, {"school_closed", "early_years_closed"}
    of_send = dict.fromkeys(("ehc_decision", "ehc_no_plan", "ehc_plan", "reassessed_plan"), always | closed)
    assert excused == {"advice": always | {"missed_appointment"}} | of_send
