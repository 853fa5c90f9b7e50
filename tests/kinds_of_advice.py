"""A request that has advice of a kind, issued by real steps: tests of what is made of advice start from these."""

from __future__ import annotations

from tests import answers
from tests.place import Place

KINDS_OF_ADVICE = ("final", "nothing_needed", "interim", "addendum", "amended", "tribunal_response")
RESPONSE = {"steps_or_reasons": "Four hours of support each week start on the first of May, as was recommended."}


def advised(place: Place, kind: str) -> str:
    """Ask, do the work, issue, and give the reference."""
    reason = "tribunal_recommendation" if kind == "tribunal_response" else "ehc_needs_assessment"
    if kind in ("interim", "addendum"):
        return _assessed(place, kind)
    reference = place.ask(reason=reason)
    for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        place.does("officer", reference, action)
    content = {"tribunal_response": RESPONSE, "nothing_needed": answers.nothing_needed()}.get(kind, answers.advice())
    _issued(place, reference, "officer", "reviewer", content)
    if kind == "amended":
        place.does("officer", reference, "amend_advice")
        _issued(place, reference, "officer", "reviewer", answers.advice(strengths="Ivy swims like a fish."))
    return reference


def _assessed(place: Place, kind: str) -> str:
    reference = place.ask(involvement=answers.active(place))
    for action in ("record_reading", "record_contact", "start_assessment", "start_interim_advice"):
        place.does("social_worker", reference, action)
    content = answers.advice(awaits_assessment="The child and family assessment is expected in May.")
    _issued(place, reference, "social_worker", "team_manager", content, "issue_interim_advice")
    if kind == "addendum":
        place.does("social_worker", reference, "complete_assessment")
        _issued(place, reference, "social_worker", "team_manager", answers.advice())
    return reference


def _issued(
    place: Place, reference: str, author: str, reviewer: str, content: dict[str, object], by: str = "issue_advice"
) -> None:
    place.submits(author, reference, content)
    place.does(reviewer, reference, by)
