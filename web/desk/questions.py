"""What is asked on the writing desk, section by section, in the order in which the advice is read?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.advice import ADULTHOOD, DOMAINS, H1, H2
from workflow.asking.questions import Option, Question

PAGE = "Social care advice page: what advice contains"
PLAN = "SEND Regulations 2014, regulation 6(1): needs, provision and outcomes"
SECTION_H = "Code of Practice, section H: detailed, specific and normally quantified"
ACT = "Chronically Sick and Disabled Persons Act 1970, section 2; SEND Regulations 2014, regulation 12(1)(h)"
AREAS: Mapping[str, str] = {
    "home": "Life at home",
    "community": "Out and about",
    "family": "Family life",
    "safety": "Safety",
    "self_care": "Washing, dressing, eating",
    "social": "Friends and company",
    "behaviour": "Behaviour",
    "sleep": "Sleep",
    "transport": "Getting about",
    "pfa_employment": "Adulthood: work",
    "pfa_independent_living": "Adulthood: independent living",
    "pfa_community": "Adulthood: community",
    "pfa_health": "Adulthood: health",
}
OUTCOMES_OF_ADULTHOOD = dict(
    zip(ADULTHOOD, ("Work, and what leads to it", "Independent living", "Community", "Health"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the desk: what it asks, and the parts of the record beside it (workflow/writing/carrying.py).

    `item`: what one of its items is called, where it is a list of them; `letter` begins their ids.
    """

    key: str
    title: str
    asks: tuple[Question, ...]
    beside: tuple[str, ...] = ()
    help: str = ""
    item: str = ""
    letter: str = ""


def _prose(code: str, text: str, help_text: str = "", source: str = PAGE) -> Question:
    return Question(code, text, "text", source, help_text)


def _line(code: str, text: str, help_text: str = "", source: str = SECTION_H) -> Question:
    return Question(code, text, "string", source, help_text)


def _choice(code: str, text: str, options: Mapping[str, str], source: str, help_text: str = "") -> Question:
    return Question(code, text, "choice", source, help_text, options=tuple(Option(*one) for one in options.items()))


def _yes_no(code: str, text: str, source: str, help_text: str = "") -> Question:
    return Question(code, text, "boolean", source, help_text)


def _day(code: str, text: str, source: str, help_text: str = "") -> Question:
    return Question(code, text, "date", source, help_text)


def _group(code: str, items: tuple[Question, ...], *, repeats: bool = False) -> Question:
    return Question(code, code, "group", PLAN, items=items, repeats=repeats)


ID = Question("id", "Its name in this advice", "string", PLAN)
NEED = (
    ID,
    _prose(
        "text", "What is the need?", "What they cannot do, or need somebody for, because of what. Plain words.", PLAN
    ),
    _choice("domain", "What part of life is it about?", {code: AREAS[code] for code in DOMAINS}, PAGE),
    _prose("impact_on_person", "What does it mean for the child or young person?"),
    _prose("impact_on_family", "What does it mean for the family?"),
    _yes_no("relates_to_sen_or_disability", "Does it relate to the special educational needs or disability?", PAGE),
    _yes_no(
        "requires_local_authority",
        "Does it need local authority care or early help?",
        PAGE,
        "Not if family and services that everybody may use meet it.",
    ),
)
OUTCOME = (
    ID,
    _choice("need", "Which need does it answer?", {}, PLAN),
    _prose(
        "text", "What will be different?", "What they will be doing or able to do, so that somebody could see it.", PLAN
    ),
    _day("by", "By when?", "Code of Practice, section E: outcomes are time-bound"),
)
PROVISION = (
    ID,
    _prose("what", "What is provided?", "What happens, where and with whom.", SECTION_H),
    _line("provider", "Who provides it?"),
    _line("amount", "How much at a time?", "For example: 2 hours, or one set of lights."),
    _line("frequency", "How often?", "For example: every Saturday in term time, or once by 1 May."),
    _line("duration", "For how long?", "For example: 12 months."),
    _day("start_on", "From what day?", SECTION_H),
    _day("review_on", "When is it looked at again?", SECTION_H),
    _choice("section", "In which section of the plan does it stand?", {"H1": "Section H1", "H2": "Section H2"}, ACT),
    _choice("category", "What kind of provision is it?", {**H1, **H2}, ACT),
    _choice("need", "Which need does it meet?", {}, SECTION_H),
    _choice("outcome", "Which outcome does it serve?", {}, SECTION_H),
    _line("legal_basis", "Under which law?", "For example: Children Act 1989, section 17."),
    _yes_no("direct_payment", "Is it by direct payment?", SECTION_H),
    _yes_no("existing", "Is it in place already?", SECTION_H),
    _line(
        "agreed_by",
        "Who agreed to its being in the plan?",
        "For a child in need or child protection plan, and for what is not linked to SEN.",
        "domain.md 9, ruling 8",
    ),
)
SIGNPOST = (
    _line("name", "What is it called?", source="Social care advice page, signposting"),
    _prose("what", "What is it, and for whom?", source="Social care advice page, signposting"),
    _line("contact", "How does the family reach it?", source="Social care advice page, signposting"),
    _line("taken", "The service of the directory that it is now"),
    _group("service", (ID,)),
)
CARRIED = _group(
    "carried", (_line("place", ""), Question("event", "", "integer", PLAN), _line("code", "")), repeats=True
)

SECTIONS: tuple[Section, ...] = (
    Section(
        "views",
        "Views",
        (
            _group(
                "views",
                (
                    _prose(
                        "person", "What does the child or young person say?", "In their own words, or what they show."
                    ),
                    _prose("family", "What does the family say?"),
                    _prose("absent_because", "If somebody is not heard: why not, and what was tried?"),
                ),
            ),
        ),
        ("views.person", "views.family"),
        "Quote them. What they said stands first in the plan.",
    ),
    Section(
        "strengths",
        "Strengths",
        (_prose("strengths", "What are they good at, and what do they enjoy?"),),
        ("strengths",),
    ),
    Section(
        "involvement",
        "Social care's involvement",
        (_prose("involvement", "Who has worked with the family, and what was done for this advice?"),),
        ("involvement",),
    ),
    Section(
        "needs",
        "Needs",
        (_group("needs", NEED, repeats=True),),
        ("needs",),
        "Those that go with the special educational needs or disability, and that call for the authority.",
        "Need",
        "n",
    ),
    Section("outcomes", "Outcomes", (_group("outcomes", OUTCOME, repeats=True),), ("outcomes",), "", "Outcome", "o"),
    Section(
        "provision",
        "Provision",
        (_group("provision", PROVISION, repeats=True),),
        ("provision",),
        "A family must be able to tell what it is owed: who, how much, how often.",
        "Provision",
        "p",
    ),
    Section(
        "preparation_for_adulthood",
        "Preparing for adulthood",
        (_group("preparation_for_adulthood", tuple(_prose(*one) for one in OUTCOMES_OF_ADULTHOOD.items())),),
        tuple(f"preparation_for_adulthood.{one}" for one in ADULTHOOD),
        "From Year 9, each of the four is written about.",
    ),
    Section(
        "reasons",
        "Why nothing is needed",
        (
            _prose("no_needs_because", "If no need calls for the authority: why not?", source=PLAN),
            _prose(
                "no_provision_because",
                "If no provision is needed: why not?",
                "Say how the needs are met. Being not known to social care is no reason.",
                PLAN,
            ),
        ),
        ("no_needs_because", "no_provision_because"),
    ),
    Section(
        "signposting",
        "Services in the community",
        (_group("signposting", SIGNPOST, repeats=True),),
        ("signposting",),
        "What everybody may use. It stands beside the advice and is not provision.",
        "Service",
    ),
    Section(
        "awaits_assessment",
        "What this interim advice awaits",
        (
            _prose(
                "awaits_assessment",
                "Which assessment is under way, and when is it expected?",
                source="pathway.md, issue_advice",
            ),
        ),
    ),
    Section(
        "steps_or_reasons",
        "Answer to the tribunal",
        (
            _prose(
                "steps_or_reasons",
                "For each recommendation: what steps will be taken, or why none?",
                source="SEND Tribunal, extended powers (domain.md 1.1)",
            ),
        ),
    ),
)
BY_KEY = {one.key: one for one in SECTIONS}
LISTS = {one.key: one for one in SECTIONS if one.item}
EVERYTHING: tuple[Question, ...] = (*(question for one in SECTIONS for question in one.asks), CARRIED)
FIRST_TEXT = {"needs": "text", "outcomes": "text", "provision": "what", "signposting": "name"}


def options_named(items: Any, code: str) -> tuple[Option, ...]:
    """The items of another part to choose from, by id and by the beginning of what they say."""
    return tuple(Option(one["id"], f"{one['id']}: {str(one.get(code) or '')[:70]}") for one in items if one.get("id"))
