"""Two copies of the same world: what everybody works on, and what is added that some may not know of.

Nobody of what is added is on the term's list of reviews, which is SEND's own: of a child there the list tells less to
a colleague from whom a request is hidden (tests/test_reviews.py says what), rather than what was learnt since.
"""

from __future__ import annotations

from tests import answers, feeds, files, lists
from tests.place import Place
from tests.sight import OFFERED
from tests.sitting import Sitting
from tests.test_access import walked

DAY = "2026-04-20"
FIRST, LATER = "2026-03-02", "2026-04-01"  # received on the first, the advice is late on DAY
PARENT = {"name": "Mabel Farthing", "relationship": "parent", "phone": "01632 960777", "parental_responsibility": True}
QUENBY = {"given_name": "Quenby", "family_name": "Farthing", "date_of_birth": "2016-02-29", "contacts": [PARENT]}
ODO = {**QUENBY, "given_name": "Odo", "date_of_birth": "2014-05-05"}
NORA = {**QUENBY, "given_name": "Nora", "date_of_birth": "2012-08-08", "upn": "A123456789012"}
THE_FEW = {"caseworker", "send_manager", "social_worker", "team_manager", "dsco", "auditor"}  # who know if restricted
NEAR = {"coordinator", "officer", "officer2", "door_manager", "reviewer", "team_reviewer"}  # who know if it is not


def known_to_all(place: Place) -> tuple[str, str]:
    """What everybody works on; gives the references of an amended request with something of everything, and of Nora's."""
    with place.on(FIRST):
        whole = walked(place, f"{OFFERED}, team_manager accept_transfer")
        walked(place, f"{OFFERED}")
        nora = place.ask(person=NORA)
        place.does("officer", nora, "take")
        walked(place, "officer redirect_front_door, adults_officer take, adults_officer record_referral")
        lists.listed(place, lists.child(1), lists.child(2))
        sent = place.call("administrator", "POST", "/directory/import", json=feeds.page([feeds.service()]))
        assert sent.status_code == 201, sent.get_data(as_text=True)
    with place.on(LATER):
        for action in ("record_reading", "record_contact", "complete_assessment"):
            place.does("social_worker", whole, action)
        files.attached(place, whole)
        place.submits("social_worker", whole)
        place.does("team_manager", whole, "issue_advice")
        place.does("social_worker", whole, "amend_advice")
        place.writes("social_worker", whole)
    return whole, nora


def begun(place: Place) -> str:
    """The coordinator has begun to ask about Quenby, and not sent it; gives its key."""
    sitting = Sitting(place, "coordinator")
    sitting.open("/ask")
    day = dict(zip(("year", "month", "day"), QUENBY["date_of_birth"].split("-"), strict=True))
    typed = {f"person.date_of_birth.{part}": number for part, number in day.items()}
    names = {f"person.{code}": str(QUENBY[code]) for code in ("given_name", "family_name")}
    sitting.press({**names, **typed, "reason": "ehc_needs_assessment"})
    return sitting.path.split("/")[2]


def added(place: Place) -> list[str]:
    """More requests with one team: of a child whom nobody knew, a sibling, and one of whom there is a request."""
    return [_everything(place), *(_with_a_worker(place, who) for who in (ODO, NORA))]


def _with_a_worker(place: Place, person: dict[str, object]) -> str:
    with place.on(FIRST):
        asked = place.ask(person=person, reason="family_request", involvement=answers.active(place))
        place.does("team_manager", asked, "assign", {"assignee": place.email("social_worker")})
    return asked


def _everything(place: Place) -> str:
    """A request to which as much happened as may: it is late, counted and marked in all ways, and amended at last."""
    with place.on(FIRST):
        one = place.ask(person=QUENBY, involvement=answers.active(place))
        for action in ("record_reading", "record_contact", "record_answers", "record_referral", "claim_exception"):
            place.does("social_worker", one, action)
        files.attached(place, one, who="social_worker")
    with place.on(LATER):
        place.does("social_worker", one, "report_delay")
        place.does("caseworker", one, "chase")
        for action in ("return_draft", "return_draft"):
            place.submits("social_worker", one)
            place.does("team_manager", one, action)
    with place.on(DAY):
        place.submits("social_worker", one)
        late = answers.issue(late_reason="staffing", late_explained="Nobody was there.")
        place.does("team_manager", one, "issue_advice", late)
        place.does("social_worker", one, "amend_advice")
        place.writes("social_worker", one)
    return one


def restricted(place: Place, these: list[str]) -> None:
    """Each is restricted, and from then on only the few may know."""
    with place.on(DAY):
        for one in these:
            place.does("social_worker", one, "restrict")
