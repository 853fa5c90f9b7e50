"""The pathway as a flow of viewflow's workflow engine: each step a task, handled when the call comes."""

from on_django.models import Advice, Request, record
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process

STATES = {"submit_for_review": "reviewing", "issue_advice": "issued"}


class Pathway(flow.Flow):
    """The pathway."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    ask = flow.StartHandle(this.asked).Next(this.record_reading)
    record_reading = flow.Handle(this.taken).Next(this.record_contact)
    record_contact = flow.Handle(this.taken).Next(this.submit_for_review)
    submit_for_review = flow.Handle(this.taken).Next(this.issue_advice)
    issue_advice = flow.Handle(this.taken).Next(this.end)
    end = flow.End()

    def asked(self, activation, said):
        """A request is made."""
        whom = {name: said["person"][name] for name in ("given_name", "family_name", "date_of_birth")}
        one = Request.objects.create(**whom, reason=said["reason"], received_on=said["received_on"])
        record(one, "ask", None, said)
        activation.process.artifact = one
        activation.process.save()
        return one

    def taken(self, activation, said):
        """A step is taken."""
        one, name = activation.process.artifact, activation.flow_task.name
        source, one.state = one.state, STATES.get(name, one.state)
        if name == "issue_advice":
            Advice.objects.create(request=one, content=one.draft.content)
        one.save(update_fields=["state"])
        record(one, name, source, said)
        return one
