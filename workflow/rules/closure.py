"""May the request end this way?"""

from __future__ import annotations

from datetime import date

from workflow.existing_advice import PARTIES, existing_advice
from workflow.facts import Facts
from workflow.rights import ALTERNATIVE, PARENT, YOUNG_PERSON, holder
from workflow.rule import DEFAULT, LAW, LOCAL, rule
from workflow.states import State

ENDS_ISSUED_ADVICE = ("deceased", "error")
NOT_THEIRS = {
    (PARENT, YOUNG_PERSON): (
        "The rights are the young person's own: record whether the young person finds it sufficient."
    ),
    (YOUNG_PERSON, ALTERNATIVE): (
        "The young person is recorded as lacking capacity: record the view of the parent who acts for them."
    ),
    (YOUNG_PERSON, PARENT): "The rights are still the parent's: record whether the parent finds it sufficient.",
}


@rule("pathway.md, close", DEFAULT)
def issued_advice_ends_only_by_death_or_error(facts: Facts, on: date) -> str | None:
    """A request whose advice is issued stays as it is, unless the person has died or it was made in error."""
    reason = facts.proposed("closure_reason")
    if facts.state is not State.ISSUED or reason is None or reason in ENDS_ISSUED_ADVICE:
        return None
    return "Advice has been issued: the request can be closed only because the person died or it was made in error."


@rule("Social care advice page: advice at annual review only where there are identified needs", LOCAL)
def not_required_belongs_to_an_annual_review(facts: Facts, on: date) -> str | None:
    """Only at an annual review can advice be not required, because no social care needs are identified."""
    if facts.proposed("closure_reason") != "not_required_ar" or facts.reason == "annual_review":
        return None
    return "Advice is always required for an assessment: only a request from an annual review can be not required."


@rule("domain.md 6, S20", DEFAULT)
def the_other_request_is_live_and_for_the_same_thing(facts: Facts, on: date) -> str | None:
    """A duplicate is a second request for the same person and reason while the first is live."""
    if facts.proposed("duplicate_of") is None:
        return None
    other = facts.found.get("duplicate_of")
    if other is None or other["itself"]:
        return "Name another request of this authority, such as SCA-2026-000123."
    if not other["open"]:
        return "The request you name is not live: only a duplicate of a live request can be closed as one."
    if not (other["same_person"] and other["same_reason"]):
        return "The request you name is for another person or another reason, so this one is not its duplicate."
    return None


@rule("SEND Regulations 2014, regulation 6(4)", LAW)
def all_three_parties_find_the_existing_advice_sufficient(facts: Facts, on: date) -> str | None:
    """Advice is not sought again when its author, the authority and the parent or young person find it sufficient."""
    standing = existing_advice(facts.told)
    names = {"author": "its author", "authority": "the authority", "family": "the parent or young person"}
    missing = [names[party] for party in (standing.missing if standing else PARTIES)]
    if not missing:
        return None
    return f"The existing advice can be adopted only when all three confirm it: still needed, {', '.join(missing)}."


@rule("SEND Regulations 2014, regulation 6(4): the very advice that the three parties find sufficient", LAW)
def the_adopted_document_is_the_one_confirmed(facts: Facts, on: date) -> str | None:
    """What stands as the advice is the document that its author, the authority and the family found sufficient."""
    standing, adopted = existing_advice(facts.told), facts.proposed("adopted_document")
    if adopted is None or standing is None or standing.missing or standing.is_named(adopted):
        return None
    numbered = f", document {standing.number} of this request" if standing.number is not None else ""
    return f"What was confirmed is another document: {standing.document}{numbered}. Name that one."


@rule("SEND Regulations 2014, regulation 6(4): the parent, or the young person once the rights are theirs", LAW)
def the_party_that_holds_the_rights_confirms(facts: Facts, on: date) -> str | None:
    """Past compulsory school age it is the young person who confirms, unless they lack capacity to."""
    party, when = facts.proposed("confirming_party"), facts.proposed_day("confirmed_on") or on
    return NOT_THEIRS.get((party, holder(facts, when)))
