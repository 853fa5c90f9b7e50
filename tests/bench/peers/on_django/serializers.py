"""What is sent, and what is answered, with Django REST Framework?"""

from on_django.models import Answer, Event, Request
from rest_framework import serializers


class Ask(serializers.Serializer):
    """Asking for advice."""

    reason = serializers.CharField()
    received_on = serializers.DateField()
    person = serializers.DictField()
    involvement = serializers.DictField()


class Reading(serializers.Serializer):
    """What was read."""

    source_read = serializers.CharField()
    read_on = serializers.DateField()
    key_facts = serializers.CharField()


class Contact(serializers.Serializer):
    """What was said."""

    informant_kind = serializers.CharField()
    contacted_on = serializers.DateField()
    method = serializers.CharField()
    outcome = serializers.CharField()
    what_was_said = serializers.CharField()


class Submission(serializers.Serializer):
    """Which draft goes to whom."""

    draft_version = serializers.IntegerField()
    reviewer = serializers.CharField()


class Issue(serializers.Serializer):
    """What was checked, and to whom it goes."""

    safe_to_disclose = serializers.BooleanField()
    checklist = serializers.DictField()
    grade = serializers.CharField()
    issued_to = serializers.ListField(child=serializers.DictField())


STEPS = {"record_reading": Reading, "record_contact": Contact, "submit_for_review": Submission, "issue_advice": Issue}


class Given(serializers.ModelSerializer):
    """An answer."""

    class Meta:
        model = Answer
        fields = ("code", "value")


class Taken(serializers.ModelSerializer):
    """A step with its answers."""

    answers = Given(many=True)

    class Meta:
        model = Event
        fields = ("action", "target", "at", "answers")


class Whole(serializers.ModelSerializer):
    """A request with its steps and answers."""

    events = Taken(many=True)

    class Meta:
        model = Request
        fields = ("id", "state", "reason", "received_on", "given_name", "family_name", "date_of_birth", "events")
