"""Does the advice say what advice has to say: needs, outcomes, provision, voices, and the road into adulthood?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workflow.advice import ADULTHOOD
from workflow.facts import Facts
from workflow.rule import DEFAULT, GUIDANCE, LAW, LOCAL, rule
from workflow.states import Kind
from workflow.writing.checks import Found, stop, warn
from workflow.writing.phrases import Cue, plain, sentences

NOT_KNOWN, OFFICE = Cue("known", "fires", "elsewhere"), Cue("known", "office")
MET, LIFE, DESK = Cue("known", "met"), Cue("known", "life"), Cue("known", "desk")
SPEAKER, DENIAL = Cue("known", "speaker"), Cue("known", "denial")
JOINS = "but|because|although|though|however|while|once|as|since|so|until|after|and"
CLAUSE = re.compile(rf"[,:]\s|\s[-\u2013\u2014]\s|\b(?:{JOINS})\b")
WORD = re.compile(r"[^\W\d_]{3,}")
SUBSTANCE, OF_LIFE = 5, 4  # so many words that are not of the office are of substance; one of life counts as four


def _content(facts: Facts) -> Mapping[str, Any]:
    return facts.draft.content


def _tribunal(facts: Facts) -> bool:
    return facts.kind_ruling is Kind.TRIBUNAL_RESPONSE


@rule("pathway.md, submit_for_review", DEFAULT)
def something_is_written(facts: Facts, on: date) -> str | None:
    """A review needs a draft."""
    return None if facts.draft.content else "Nothing is written yet: save the draft first."


@stop("SEND Regulations 2014, regulation 6(1): needs, provision and outcomes", LAW)
def the_three_limbs_are_present(facts: Facts, on: date) -> Iterator[Found]:
    """Advice states the needs, the provision that may be required and the outcomes, or why there are none."""
    content = _content(facts)
    if _tribunal(facts):
        return
    said = "The advice does not yet say"
    needs = any(need.get("text") for need in content.get("needs", []))
    if not needs and not content.get("no_needs_because"):
        yield Found("needs", f"{said} the needs, or why none need the local authority.")
    if facts.kind is Kind.INTERIM and content.get("awaits_assessment"):
        return
    if needs and not any(one.get("text") for one in content.get("outcomes", [])):
        yield Found("outcomes", f"{said} the outcomes sought.")
    if not content.get("provision") and not content.get("no_provision_because"):
        yield Found("provision", f'{said} the provision, or "no provision is needed, because ...".')


@warn("Social care advice page: what advice contains; domain.md 9, ruling 8", LOCAL)
def every_need_relates_and_needs_the_authority(facts: Facts, on: date) -> Iterator[Found]:
    """Advice carries needs that relate to SEN or disability and require local authority care or early help."""
    asked = {
        "relates_to_sen_or_disability": "relates to the special educational needs or disability",
        "requires_local_authority": "requires local authority care or early help",
    }
    for n, need in enumerate(_content(facts).get("needs", [])):
        for code, words in asked.items():
            if not need.get(code):
                told = "or take it out: others are met by family and universal services"
                yield Found(f"needs.{n}.{code}", f"Need {need['id']}: confirm that it {words}, {told}.")


@warn("Social care advice page: life at home and in the community, and the impact on the family", LOCAL)
def every_need_says_what_it_means_at_home_and_outside(facts: Facts, on: date) -> Iterator[Found]:
    """Each need is described by what it does to the person's life and to the family's."""
    for n, need in enumerate(_content(facts).get("needs", [])):
        for code, whom in (("impact_on_person", "the child or young person"), ("impact_on_family", "the family")):
            if not need.get(code):
                yield Found(f"needs.{n}.{code}", f"Need {need['id']}: say what it means for {whom}.")


@warn("Code of Practice, section E: outcomes are specific and time-bound", GUIDANCE)
def every_outcome_has_a_date(facts: Facts, on: date) -> Iterator[Found]:
    """An outcome says by when."""
    for n, outcome in enumerate(_content(facts).get("outcomes", [])):
        if not outcome.get("by"):
            yield Found(f"outcomes.{n}.by", f"Outcome {outcome['id']}: say by when.")


@stop("Children and Families Act 2014, section 19: the views, wishes and feelings of the child and the parents", LAW)
def voices_are_present_or_their_absence_explained(facts: Facts, on: date) -> Iterator[Found]:
    """Advice carries the voice of the child or young person or of the family, or says why neither was heard."""
    views = _content(facts).get("views", {})
    if _tribunal(facts) or any(views.get(part) for part in ("person", "family", "absent_because")):
        return
    yield Found(
        "views", "Nobody of the family is heard: write their views, or why they are missing and what was tried."
    )


@warn("Children and Families Act 2014, section 19: the views, wishes and feelings of the child and the parents", LAW)
def each_voice_is_heard(facts: Facts, on: date) -> Iterator[Found]:
    """The child or young person has their own voice beside the family's, or the advice says why not."""
    views = _content(facts).get("views", {})
    heard = [part for part in ("person", "family") if views.get(part)]
    if _tribunal(facts) or views.get("absent_because") or len(heard) != 1:
        return
    missing, whose = ("family", "the family") if heard == ["person"] else ("person", "the child or young person")
    yield Found(f"views.{missing}", f"Write the views of {whose}, or why they are missing.")


@stop("SEND Regulations 2014, regulation 6(1)(g); social care advice page, Year 9", LAW)
def preparation_for_adulthood_is_addressed_from_year_9(facts: Facts, on: date) -> Iterator[Found]:
    """In or beyond Year 9 on the day of issue, advice speaks of the four outcomes of preparing for adulthood."""
    if _tribunal(facts) or not facts.person.prepares_for_adulthood(on):
        return
    written = _content(facts).get("preparation_for_adulthood", {})
    for code in ADULTHOOD:
        if not written.get(code):
            reason = f"In or beyond Year 9: write about {code.replace('_', ' ')}."
            yield Found(f"preparation_for_adulthood.{code}", reason)


@stop("SEND Tribunal, extended powers (domain.md 1.1): the answer to a recommendation", GUIDANCE)
def a_tribunal_response_gives_steps_or_reasons(facts: Facts, on: date) -> Iterator[Found]:
    """A recommendation is answered in writing with the steps that will be taken, or the reasons for taking none."""
    if _tribunal(facts) and not _content(facts).get("steps_or_reasons"):
        reason = "Say what steps will be taken on the tribunal's recommendation, or the reasons for taking none."
        yield Found("steps_or_reasons", reason)


@stop("pathway.md, issue_advice: an interim says what it awaits", DEFAULT)
def interim_advice_says_what_it_awaits(facts: Facts, on: date) -> Iterator[Found]:
    """Interim advice says which assessment is under way and when it is expected."""
    if facts.kind is Kind.INTERIM and not _content(facts).get("awaits_assessment"):
        reason = "Say which assessment this interim advice awaits, and when it is expected."
        yield Found("awaits_assessment", reason)


def _tells(clause: str) -> int:
    """How much of it is about the person's life, and not about the office."""
    if MET.tells(clause):
        return SUBSTANCE
    of_life = sum(1 for _ in LIFE.all(clause))
    if not of_life and DESK.tells(clause):
        return 0
    return of_life * OF_LIFE + len(WORD.findall(OFFICE.says.sub(" ", LIFE.says.sub(" ", plain(clause)))))


def _not_involved(clause: str) -> bool:
    """A clause of non-involvement; one that tells of a life, and of no office, only sounds like it."""
    return NOT_KNOWN.tells(clause) and (not LIFE.tells(clause) or DESK.tells(clause))


def _denied(text: str) -> bool:
    """A reason in which an office says that there is nothing, and nothing is told of anybody's life."""
    return SPEAKER.tells(text) and DENIAL.tells(text) and not LIFE.tells(text) and not MET.tells(text)


def _only_says_not_known(text: str, *, reason: bool) -> bool:
    """Whether nothing of substance is left once the clauses of non-involvement are taken out."""
    clauses = [part for sentence in sentences(text) for part in CLAUSE.split(sentence) if part.strip()]
    others = [part for part in clauses if not _not_involved(part) and not (reason and _denied(part))]
    said = len(others) < len(clauses) or (reason and _denied(text))
    return said and sum(map(_tells, others)) < SUBSTANCE


@stop("IPSEA on social care advice (domain.md 0, finding 3): non-involvement is not advice", GUIDANCE)
def the_substance_is_not_that_nobody_is_known(facts: Facts, on: date) -> Iterator[Found]:
    """Advice whose substance is that the person is not known to social care is no advice."""
    content = _content(facts)
    needs = {f"needs.{n}.text": need.get("text") for n, need in enumerate(content.get("needs", []))}
    reasons = {code: content.get(code) for code in ("no_needs_because", "no_provision_because", "steps_or_reasons")}
    for place, text in {**needs, **reasons}.items():
        if text and _only_says_not_known(text, reason=place in reasons):
            said = "Being not known to social care is no need, and no reason"
            yield Found(place, f"{said}: say what the needs are and how they are met.", text)
