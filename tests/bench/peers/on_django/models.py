"""Which tables do the peers on Django have?"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Request(models.Model):
    """A request."""

    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    date_of_birth = models.DateField()
    reason = models.CharField(max_length=40)
    received_on = models.DateField()
    state = models.CharField(max_length=20, default="drafting", db_index=True)


class Event(models.Model):
    """A step taken."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="events")
    action = models.CharField(max_length=60)
    source = models.CharField(max_length=20, null=True)
    target = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)


class Answer(models.Model):
    """An answer given at a step."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=60)
    value = models.JSONField(encoder=DjangoJSONEncoder)


class Draft(models.Model):
    """The advice as it is being written."""

    request = models.OneToOneField(Request, models.CASCADE, primary_key=True)
    version = models.IntegerField()
    content = models.JSONField()


class Advice(models.Model):
    """The advice as issued."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="advice")
    content = models.JSONField()


def record(one: Request, action: str, source: str | None, said: dict[str, object]) -> None:
    """Keep the step, with every answer."""
    event = Event.objects.create(request=one, action=action, source=source, target=one.state)
    Answer.objects.bulk_create([Answer(event=event, code=code, value=value) for code, value in said.items()])


def written(one: Request, content: dict[str, object]) -> Draft:
    """Keep the draft."""
    draft = Draft.objects.filter(request=one).first() or Draft(request=one, version=0)
    draft.version, draft.content = draft.version + 1, content
    draft.save()
    return draft
