"""Is this provision: of the right section, for social care to make, linked, and agreed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.advice import H1, H1_ENDS_AT, H2, NEEDS_AGREEMENT
from workflow.facts import Facts
from workflow.rule import DEFAULT, GUIDANCE, LAW, LOCAL
from workflow.writing.checks import Found, stop, warn

Line = Mapping[str, Any]
H1_CITE = "Chronically Sick and Disabled Persons Act 1970, section 2; SEND Regulations 2014, regulation 12(1)(h)"
OF_EVERY_LINE = {
    "section": "say whether it stands in H1 or in H2",
    "category": "say of which kind it is",
    "what": "say what is provided",
}
OF_A_PLAN = ("section",)
READ = ("what", "provider", "amount", "frequency", "duration")


@dataclass(frozen=True, slots=True)
class Written:
    """A line of provision as it is read: in one text, of which each part is known."""

    place: str
    line: Line
    text: str

    @property
    def id(self) -> str:
        """What the line is called."""
        return str(self.line["id"])

    @property
    def category(self) -> str:
        """The kind of provision."""
        return str(self.line.get("category"))

    def said(self, *parts: str) -> str:
        """What these parts say, one after the other."""
        return ", ".join(str(self.line[part]) for part in parts if self.line.get(part))

    def part_of(self, words: str) -> str:
        """The part in which these words stand; what is provided, where they stand in several."""
        return next((part for part in READ if words in (self.line.get(part) or "")), "what")

    def place_of(self, words: str) -> str:
        """The exact place of these words."""
        return f"{self.place}.{self.part_of(words)}"


def written(facts: Facts, section: str | None = None) -> Iterator[Written]:
    """The lines of provision that say what is provided; a plan that is only coordinated says nothing."""
    for place, line in lines(facts, section):
        if not coordinated(line):
            yield Written(place, line, ". ".join(str(line[part]).rstrip(".") for part in READ if line.get(part)))


def lines(facts: Facts, section: str | None = None) -> Iterator[tuple[str, Line]]:
    """The lines of provision of a section, or all, each with its place."""
    for n, line in enumerate(facts.draft.content.get("provision", [])):
        if section is None or line.get("section") == section:
            yield f"provision.{n}", line


def coordinated(line: Line) -> bool:
    """It stands in H2 by agreement and without a narrative (domain.md 9, ruling 8)."""
    return line.get("category") in NEEDS_AGREEMENT


def _under_18(facts: Facts, on: date) -> bool | None:
    age = facts.person.age(on)
    return None if age is None else age < H1_ENDS_AT


@warn("Code of Practice, section E and H: provision is linked to needs and outcomes", GUIDANCE)
def every_provision_answers_a_need_and_an_outcome(facts: Facts, on: date) -> Iterator[Found]:
    """Each line of provision names the need that it meets and the outcome that it serves."""
    for place, line in lines(facts):
        for link in ("need", "outcome"):
            if not line.get(link) and not coordinated(line):
                yield Found(f"{place}.{link}", f"Provision {line['id']}: say which {link} it answers.")


@stop("Code of Practice, section H: what is provided, in H1 or H2", GUIDANCE)
def every_provision_says_what_it_is(facts: Facts, on: date) -> Iterator[Found]:
    """A line of provision says in which section it stands, of which kind it is, and what is provided."""
    for place, line in lines(facts):
        for code in OF_A_PLAN if coordinated(line) else OF_EVERY_LINE:
            if not line.get(code):
                yield Found(f"{place}.{code}", f"Provision {line['id']}: {OF_EVERY_LINE[code]}.")


@stop(H1_CITE, LAW)
def h1_is_from_the_closed_list(facts: Facts, on: date) -> Iterator[Found]:
    """Section H1 holds only what section 2 of the 1970 Act lists; residential short breaks stand in H2."""
    for place, line in lines(facts, "H1"):
        if line.get("category") not in H1:
            kind = H2.get(line.get("category", ""), "no category")
            yield Found(
                f"{place}.category", f"Provision {line['id']} cannot stand in H1 ({kind}): move it to H2.", kind
            )


@stop(H1_CITE, LAW)
def h1_is_for_those_under_18_on_the_day_of_issue(facts: Facts, on: date) -> Iterator[Found]:
    """Section H1 is provision for a child or young person under 18; from 18 it stands in H2."""
    if _under_18(facts, on):
        return
    for place, line in lines(facts, "H1"):
        reason = f"The person is not known to be under 18 today: provision {line['id']} cannot stand in H1."
        yield Found(f"{place}.section", reason)


@warn("Social care advice page: residential short breaks are other provision; H2 is what H1 is not", LOCAL)
def h2_is_other_social_care_provision(facts: Facts, on: date) -> Iterator[Found]:
    """Under 18, what section 2 of the 1970 Act lists belongs in H1."""
    for place, line in lines(facts, "H2"):
        if _under_18(facts, on) and line.get("category") in H1:
            reason = f"Provision {line['id']} is of a kind that belongs in H1 for someone under 18."
            yield Found(f"{place}.section", reason)


@stop("domain.md 9, ruling 8", DEFAULT)
def coordinated_provision_has_recorded_agreement(facts: Facts, on: date) -> Iterator[Found]:
    """A child in need or protection plan, or provision not linked to SEN, stands in the plan only by agreement."""
    for place, line in lines(facts):
        if coordinated(line) and not line.get("agreed_by"):
            yield Found(f"{place}.agreed_by", f"Provision {line['id']}: record who agreed to its being in the plan.")
