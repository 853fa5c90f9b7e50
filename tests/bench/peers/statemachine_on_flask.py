"""How is the pathway built on python-statemachine, Flask and SQLAlchemy?"""

import os

os.environ.setdefault("PEER_PREFIX", "statemachine")

from on_flask import ENGINE, Asked, Base
from on_flask import application as served
from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed


class Pathway(StateMachine):
    """The pathway, of one request: its `state` is the machine's."""

    drafting = State(initial=True, value="drafting")
    reviewing = State(value="reviewing")
    issued = State(final=True, value="issued")

    record_reading = drafting.to.itself()
    record_contact = drafting.to.itself()
    submit_for_review = drafting.to(reviewing)
    issue_advice = reviewing.to(issued)


def move(one: Asked, action: str) -> None:
    """Take the step."""
    try:
        Pathway(one).send(action)
    except TransitionNotAllowed as wrong:
        raise ValueError(action) from wrong


application = served(begin=Pathway, move=move)

if __name__ == "__main__":
    Base.metadata.create_all(ENGINE)
