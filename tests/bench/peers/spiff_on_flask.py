"""How is the pathway built on SpiffWorkflow, Flask and SQLAlchemy? As BPMN; the workflow is saved with the request."""

import os

os.environ.setdefault("PEER_PREFIX", "spiff")

import itertools

from on_flask import ENGINE, Asked, Base
from on_flask import application as served
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

STEPS = ("record_reading", "record_contact", "submit_for_review", "issue_advice")
STATES = {"submit_for_review": "reviewing", "issue_advice": "issued"}


def bpmn() -> bytes:
    """The pathway, one manual task after the other."""
    nodes = ["start", *STEPS, "end"]
    tasks = "".join(f'<bpmn:manualTask id="{step}" />' for step in STEPS)
    flows = "".join(
        f'<bpmn:sequenceFlow id="after_{one}" sourceRef="{one}" targetRef="{two}" />'
        for one, two in itertools.pairwise(nodes)
    )
    process = f'<bpmn:startEvent id="start" />{tasks}<bpmn:endEvent id="end" />{flows}'
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f'<bpmn:process id="pathway" isExecutable="true">{process}</bpmn:process></bpmn:definitions>'
    ).encode()


PARSER = BpmnParser()
PARSER.add_bpmn_str(bpmn())
SPEC = PARSER.get_spec("pathway")
SERIALIZER = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())


def begin(one: Asked) -> None:
    """Start the workflow, and save it."""
    workflow = BpmnWorkflow(SPEC)
    workflow.do_engine_steps()
    one.workflow = SERIALIZER.serialize_json(workflow)


def move(one: Asked, action: str) -> None:
    """Restore the workflow, complete the task, and save it."""
    workflow = SERIALIZER.deserialize_json(one.workflow)
    task = workflow.get_next_task(state=TaskState.READY, spec_name=action)
    if task is None:
        raise ValueError(action)
    task.run()
    workflow.do_engine_steps()
    one.workflow = SERIALIZER.serialize_json(workflow)
    one.state = STATES.get(action, one.state)


application = served(begin=begin, move=move)

if __name__ == "__main__":
    Base.metadata.create_all(ENGINE)
