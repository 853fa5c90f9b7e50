"""Are the worked examples fit to learn from? Each is loaded, checked as if it were issued, and read for what it has to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from config.calendar import england
from config.faults import BadFile
from tests.guidance.cases import reviewed
from workflow.advice import ADVICE, H1, NEEDS_AGREEMENT
from workflow.age import age_on, year_group
from workflow.facts import Facts, Person
from workflow.rules.issue import found
from workflow.states import Kind
from workflow.writing.comparison import changes
from workflow.writing.examples import FILES, Example, examples, from_text
from workflow.writing.passages import passages

NAMES = sorted(examples())
AMENDS = {(one.name, one.follows) for one in examples().values() if one.held["kind"] == Kind.AMENDED}
# Amounts, sources in law and who agreed may well be said alike.
NO_SENTENCES = ("agreed_by", "legal_basis", "provision.amount", "provision.frequency", "provision.duration")
SHORTEST = 5  # words: shorter ones may well be said twice
LONGEST_MEAN, LONGEST = 16, 32  # words a sentence
WEEKDAYS = {"Monday": 0, "Tuesday": 1, "Wednesday": 2, "Thursday": 3, "Friday": 4, "Saturday": 5, "Sunday": 6}


def day(written: str) -> date:
    return date.fromisoformat(written)


def issued(one: Example) -> date:
    return day(one.held["issued_on"])


def content(name: str) -> dict[str, Any]:
    return dict(examples()[name].content)


def categories(name: str) -> set[str]:
    return {line["category"] for line in content(name).get("provision", [])}


def as_facts(one: Example) -> Facts:
    """The case as it stands when the reviewer issues this piece."""
    said = one.held["person"]
    person = Person(said["given_name"], said["family_name"], day(said["born"]))
    return reviewed(content(one.name), person=person, kind=Kind(one.held["kind"]), reason=one.held["reason"])


def sentences(one: Example) -> Iterator[str]:
    """Every sentence of five words or more, in small letters and without what stands around its words."""
    for passage in passages(one.content):
        if passage.part.endswith(NO_SENTENCES):
            continue
        for said in re.split(r"(?<=[.!?:])[\"']?\s+", passage.text):
            words = re.findall(r"[\w'-]+", said.lower())
            if len(words) >= SHORTEST:
                yield " ".join(words)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_it_on_the_day_of_its_issue(name: str) -> None:
    one = examples()[name]
    assert ADVICE.load(content(name)) == content(name)
    faults = [f"{fault.check} at {fault.place}: {fault.reason}" for fault in found(as_facts(one), issued(one))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", NAMES)
def test_its_days_and_ages_are_true(name: str) -> None:
    one, said = examples()[name], examples()[name].held["person"]
    on, born = issued(one), day(said["born"])
    assert england().is_working_day(on)
    assert said["age"] == age_on(born, on)
    assert said.get("year_group", year_group(born, on)) == year_group(born, on)
    assert ("year_group" in said) == (said["age"] < 18)
    assert all(day(source["day"]) <= on for source in one.held["sources"])
    assert all(day(outcome["by"]) > on for outcome in one.content.get("outcomes", []))
    for line in one.content.get("provision", []):
        assert day(line["review_on"]) > on, line["id"]
        if line["category"] not in NEEDS_AGREEMENT:
            assert line["existing"] or on < day(line["start_on"]), line["id"]
            assert day(line["start_on"]) < day(line["review_on"]), line["id"]


@pytest.mark.parametrize("name", NAMES)
def test_what_happens_on_a_weekday_begins_on_one_and_amounts_are_said_in_full(name: str) -> None:
    for line in content(name).get("provision", []):
        if line["category"] in NEEDS_AGREEMENT:
            assert line["agreed_by"]
            continue
        assert line["duration"], line["id"]
        assert line["legal_basis"], line["id"]
        assert re.search(r"\d|one |two |nine ", line["amount"]), line["id"]
        assert isinstance(line["existing"], bool), line["id"]
        named = [n for word, n in WEEKDAYS.items() if re.search(rf"(every|each|second) .*{word}", line["frequency"])]
        if "Monday to Friday" in line["frequency"]:
            named = list(range(5))
        assert not named or day(line["start_on"]).weekday() in named, line["id"]


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_needs_in_full_or_says_why_there_are_none(name: str) -> None:
    one, said = examples()[name], content(name)
    assert one.held["shows"]
    if one.held["kind"] == "tribunal_response":
        assert len(said["steps_or_reasons"]) > 1000
        return
    reasons = said.get("no_needs_because", ""), said.get("no_provision_because", "")
    assert len(said.get("needs", [])) >= 2 or all(len(reason) > 300 for reason in reasons)
    answered = {outcome["need"] for outcome in said.get("outcomes", [])}
    met = {line.get("need") for line in said.get("provision", [])}
    for need in said.get("needs", []):
        assert one.held["kind"] == "interim" or need["id"] in answered & met, need["id"]
    served = {line.get("outcome") for line in said.get("provision", [])}
    left = [outcome["id"] for outcome in said.get("outcomes", []) if outcome["id"] not in served]
    assert not left, f"no provision serves {left}"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_written_in_short_sentences(name: str) -> None:
    lengths = [len(said.split()) for said in sentences(examples()[name])]
    assert sum(lengths) / len(lengths) <= LONGEST_MEAN, f"{sum(lengths) / len(lengths):.1f} words a sentence"
    assert max(lengths) <= LONGEST, [said for said in sentences(examples()[name]) if len(said.split()) > LONGEST]


def test_no_two_examples_share_a_sentence_unless_one_amends_the_other() -> None:
    held = examples().values()
    for one, other in combinations(held, 2):
        if not {(one.name, other.name), (other.name, one.name)} & AMENDS:
            shared = set(sentences(one)) & set(sentences(other))
            assert not shared, f"{one.name}, {other.name}: {shared}"
    for one in held:
        twice = [said for said, times in Counter(sentences(one)).items() if times > 1]
        assert not twice, f"{one.name}: {twice}"


def test_the_kinds_that_a_new_practitioner_meets_are_all_there() -> None:
    held = {name: one.held for name, one in examples().items()}
    h1_only = [name for name in NAMES if categories(name) and categories(name) <= set(H1)]
    both = [name for name in NAMES if {"h2_residential_short_break"} < categories(name) and categories(name) & set(H1)]
    assert held["nothing_needed"]["content"].keys() >= {"no_needs_because", "no_provision_because"}
    assert "home_and_out_by_wheelchair" in h1_only
    assert "nights_away" in both
    assert categories("early_help") == {"h2_early_help"}
    assert held["nineteen"]["person"]["age"] == 19
    assert "h2_care_act_support" in categories("nineteen")
    assert held["year_nine"]["person"]["year_group"] == 9
    assert held["moving_on_at_seventeen"]["person"]["age"] == 17
    assert "h2_transition_support" in categories("moving_on_at_seventeen")
    assert held["living_with_foster_carers"]["reason"] == "other_authority"
    assert "h2_child_in_need_plan" in categories("plan_by_agreement")
    assert "h1_parent_carer" in categories("help_for_the_parents")
    assert content("family_not_reached")["views"].keys() == {"absent_because"}
    assert "my_own_voice" in held
    assert {one["kind"] for one in held.values()} == {*Kind}
    assert len({one["author"]["role"] for one in held.values()}) >= 5
    assert {one["reason"] for one in held.values()} >= {
        "ehc_needs_assessment", "annual_review", "reassessment", "tribunal_recommendation", "family_request",
    }  # fmt: skip
    assert len(held) >= 14


def test_an_addendum_and_an_amendment_follow_an_earlier_piece_about_the_same_person() -> None:
    following = {one.name: one for one in examples().values() if one.follows}
    assert {one.held["kind"] for one in following.values()} == {"addendum", "amended"}
    for one in following.values():
        before = examples()[one.follows or ""]
        assert before.held["person"] == one.held["person"]
        assert issued(before) < issued(one)


def test_the_amendment_changes_what_it_says_it_changes_and_nothing_else() -> None:
    now, before = content("mornings_changed"), content("home_and_out_by_wheelchair")
    assert [change.place for change in changes(before, now)] == [
        "involvement",
        "views.person",
        "views.family",
        "needs.0.impact_on_family",
        "provision.0.what",
        "provision.0.frequency",
        "provision.0.duration",
        "provision.0.start_on",
        "provision.0.existing",
        "provision.2.existing",
    ]


def test_every_name_and_place_is_invented() -> None:
    people = {one.held["person"]["family_name"] for one in examples().values()}
    assert all(name.startswith(("Example", "Sample", "Trial")) for name in people)
    for one in examples().values():
        towns = set(re.findall(r"(\w+) Council\b", " ".join(passage.text for passage in passages(one.held))))
        assert towns <= {"Sampleton", "Exampleton", "Otherby"}, one.name


FAULTS = {
    "not YAML": ("title: [", "line 1: not YAML"),
    "no mapping": ("- title", "line 1: The file must be a list of keys and values"),
    "an unknown key": (("title:", "titel: Wrong\ntitle:"), "line 1: titel: Unknown field."),
    "no such kind": (("kind: final", "kind: draft"), "kind: Must be one of"),
    "no such reason": (("reason: ehc_needs_assessment", "reason: curiosity"), "reason: Choose one of: "),
    "it follows nothing": (
        ("kind: final", "kind: final\nfollows: nobody"),
        "follows: There is no other example nobody.",
    ),
    "it follows itself": (("kind: final", "kind: final\nfollows: it"), "follows: There is no other example it."),
    "a day that is none": (("2026-03-18", "2026-02-30x"), "issued_on: This must be a date"),
    "checked by its author": (("Martin Scar", "Bryony Fell"), "reviewer: Who wrote it may not check it."),
    "two sources in one": (("- {read:", "- {tried: Nobody, read:"), "sources.0: Give one of "),
    "a fault in the advice": (("  strengths: >-", "  strength: >-"), "content.strength: Unknown field."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_file_is_named_by_its_line(fault: str) -> None:
    change, said = FAULTS[fault]
    good = (FILES / "nothing_needed.yaml").read_text()
    with pytest.raises(BadFile, match=re.escape(said)) as refused:
        from_text(change if isinstance(change, str) else good.replace(*change, 1), "it", frozenset({"it"}))
    assert str(refused.value).startswith("it.yaml, line ")
