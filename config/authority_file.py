"""Is this a sound file of an authority? Its shape, and every fault by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from config.authorities import FRONT_DOOR_TEAM, KINDS, MILESTONES, OVERSIGHT_TEAM, SEND_TEAM, SERVICES
from config.documents import DocumentsSchema
from config.faults import BadFile, Fault, Strict, locate, read

DECISIONS = ("decide_no_assessment", "offer_transfer")
DECIDERS = ("front_door_manager", "team_manager", "send_manager")
LONGEST_CLOSURE = 31
CODE = validate.Regexp(r"[a-z][a-z0-9_]{1,39}\Z", error="Use small letters, digits and underscores.")


class Day(fields.String):
    """A day, as YAML reads it or written 2026-06-15; kept as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        try:
            return (value if type(value) is date else date.fromisoformat(value)).isoformat()
        except (TypeError, ValueError) as wrong:
            raise ValidationError("Write the day as 2026-06-15.") from wrong


class MilestoneSchema(Strict):
    """How long a step may take, in working days or in calendar days."""

    working_days = fields.Int(strict=True, validate=validate.Range(1, 30))
    calendar_days = fields.Int(strict=True, validate=validate.Range(1, 42))

    @validates_schema
    def _one_unit(self, data: dict[str, Any], **_: Any) -> None:
        if len(data) != 1:
            raise ValidationError("Give working_days or calendar_days, not both.")


class OneOffSchema(Strict):
    """A bank holiday proclaimed for one year."""

    day = Day(required=True)
    name = fields.Str(required=True, validate=validate.Length(1, 80))
    announced_on = Day(required=True)

    @validates_schema(skip_on_field_errors=True)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["announced_on"] > data["day"]:
            raise ValidationError("It was announced before the day itself.", "announced_on")


class ClosedSchema(Strict):
    """Days on which the authority's offices are closed."""

    name = fields.Str(required=True, validate=validate.Length(1, 80))
    first = Day(required=True, data_key="from")
    until = Day(required=True)

    @validates_schema(skip_on_field_errors=True)
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        length = (date.fromisoformat(data["until"]) - date.fromisoformat(data["first"])).days
        if not 0 <= length <= LONGEST_CLOSURE:
            raise ValidationError(
                f"A closure ends on or after its first day, and within {LONGEST_CLOSURE} days.", "until"
            )


class TeamSchema(Strict):
    """One team."""

    code = fields.Str(required=True, validate=CODE)
    name = fields.Str(required=True, validate=validate.Length(1, 120))
    kind = fields.Str(required=True, validate=validate.OneOf(KINDS))
    service = fields.Str(load_default=None, validate=validate.OneOf(SERVICES))
    criteria = fields.Str(load_default="", validate=validate.Length(max=1000))


class SpecialistDoorSchema(Strict):
    """One specialist front door."""

    team = fields.Str(required=True)
    from_age = fields.Int(required=True, strict=True, validate=validate.Range(0, 25))
    to_age = fields.Int(required=True, strict=True, validate=validate.Range(0, 25))


class DisputesSchema(Strict):
    """Who settles disputes."""

    days = fields.Int(load_default=2, strict=True, validate=validate.Range(1, 20))
    role = fields.Str(load_default=None, validate=validate.OneOf(DECIDERS))
    team = fields.Str(load_default=None)


class DirectorySchema(Strict):
    """Where the directory of community services is fetched from (Open Referral UK 3.0)."""

    address = fields.Url(
        required=True,
        schemes={"https"},
        validate=validate.Length(max=500),
        error_messages={"invalid": "Give the address as https://host/path, without what follows /services."},
    )


class AuthoritySchema(Strict):
    """The shape of `config/authorities/<name>.yaml`."""

    code = fields.Str(required=True, validate=CODE)
    name = fields.Str(required=True, validate=validate.Length(1, 120))
    teams = fields.List(fields.Nested(TeamSchema), required=True, validate=validate.Length(1, 200))
    front_doors = fields.Dict(fields.Str(validate=validate.OneOf(SERVICES)), fields.Str(), required=True)
    adult_from_age = fields.Int(load_default=18, strict=True, validate=validate.Range(14, 25))
    specialist_doors = fields.List(fields.Nested(SpecialistDoorSchema), load_default=list)
    early_help_for_every_unknown_child = fields.Bool(required=True, truthy={True}, falsy={False})
    receipt_day_counts = fields.Bool(load_default=False, truthy={True}, falsy={False})
    writing_days = fields.Int(load_default=5, strict=True, validate=validate.Range(1, 20))
    amber_days_before = fields.Int(load_default=14, strict=True, validate=validate.Range(1, 41))
    red_days_before = fields.Int(load_default=7, strict=True, validate=validate.Range(0, 40))
    contact_attempts = fields.Int(load_default=3, strict=True, validate=validate.Range(3, 20))
    contact_methods = fields.Int(load_default=2, strict=True, validate=validate.Range(2, 10))
    countersign = fields.List(fields.Str(validate=validate.OneOf(DECISIONS)), load_default=list)
    disputes = fields.Nested(DisputesSchema, load_default=lambda: DisputesSchema().load({}))
    question_sets = fields.Dict(fields.Str(), fields.Str(), load_default=dict)
    milestones = fields.Dict(
        fields.Str(validate=validate.OneOf(tuple(MILESTONES))), fields.Nested(MilestoneSchema), load_default=dict
    )
    one_off_bank_holidays = fields.List(
        fields.Nested(OneOffSchema), load_default=list, validate=validate.Length(max=50)
    )
    closed_days = fields.List(fields.Nested(ClosedSchema), load_default=list, validate=validate.Length(max=100))
    directory = fields.Nested(DirectorySchema, load_default=dict)
    documents = fields.Nested(DocumentsSchema, load_default=dict)

    @validates_schema(skip_on_field_errors=True)
    def _teams_fit(self, data: dict[str, Any], **_: Any) -> None:
        """Every team that the file names elsewhere stands in its list, and is of the right kind."""
        kinds = {team["code"]: team["kind"] for team in data["teams"]}
        faults = {
            "teams": _teams_told_apart(data["teams"]),
            "name": _teams_needed(kinds),
            "front_doors": _doors_stand(data["front_doors"], kinds),
            "specialist_doors": _specialists_stand(data["specialist_doors"], kinds),
            "disputes": _decider_stands(data["disputes"], kinds),
            "red_days_before": _red_after_amber(data),
        }
        if any(faults.values()):
            raise ValidationError({place: found for place, found in faults.items() if found})


Kinds = Mapping[str, str]


def _teams_told_apart(teams: list[dict[str, Any]]) -> dict[int, Any]:
    codes = [team["code"] for team in teams]
    again = [n for n, code in enumerate(codes) if code in codes[:n]]
    return {n: {"code": ["Another team has this code already."]} for n in again}


def _teams_needed(kinds: Kinds) -> list[str]:
    missing = [kind for kind in (SEND_TEAM, OVERSIGHT_TEAM) if kind not in kinds.values()]
    return [f"The authority has no team of the kind {kind}." for kind in missing]


def _doors_stand(doors: Mapping[str, str], kinds: Kinds) -> dict[str, Any]:
    missing = {service: ["Name the front door of this service."] for service in SERVICES if service not in doors}
    wrong = {service: code for service, code in doors.items() if kinds.get(code) != FRONT_DOOR_TEAM}
    return missing | {service: [f"{code} is not a front door in the list of teams."] for service, code in wrong.items()}


def _specialists_stand(doors: list[dict[str, Any]], kinds: Kinds) -> dict[int, Any]:
    faults: dict[int, Any] = {}
    for n, door in enumerate(doors):
        if kinds.get(door["team"]) != FRONT_DOOR_TEAM:
            faults[n] = {"team": [f"{door['team']} is not a front door in the list of teams."]}
        elif door["from_age"] > door["to_age"]:
            faults[n] = {"to_age": ["The range ends before it begins."]}
    return faults


def _decider_stands(named: Mapping[str, Any], kinds: Kinds) -> list[str]:
    both = (named["role"] is None) == (named["team"] is None)
    if both and (named["team"] is None or named["team"] in kinds):
        return []
    return ["Name both the role and the team (from the list) of who settles disputes, or neither."]


def _red_after_amber(data: Mapping[str, Any]) -> list[str]:
    if data["red_days_before"] < data["amber_days_before"]:
        return []
    return ["Red must come after amber: fewer days before the due date."]


SCHEMA = AuthoritySchema()


def from_text(text: str, name: str, known_sets: frozenset[str] | None = None) -> dict[str, Any]:
    """The checked content of an authority's file. `known_sets`: the question sets it may choose from.

    Raises BadFile with every fault named by its line.
    """
    content, lines = read(text, name)
    if not isinstance(content, dict):
        raise BadFile(name, [Fault(1, "", "The file must be a list of keys and values, such as `name: ...`.")])
    try:
        held: dict[str, Any] = SCHEMA.load(content)
    except ValidationError as wrong:
        raise BadFile(name, locate(wrong.messages, lines)) from wrong
    unknown = {
        action: [f"There is no question set {chosen}."]
        for action, chosen in held["question_sets"].items()
        if known_sets is not None and chosen not in known_sets
    }
    if unknown:
        raise BadFile(name, locate({"question_sets": unknown}, lines))
    return held
