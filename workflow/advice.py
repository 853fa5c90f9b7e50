"""What is in a piece of advice? Needs, outcomes and provision, linked, with the voices they come from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from workflow.text import PARAGRAPHS, Text

# The closed list of CSDPA 1970 section 2, as the Code lists it (domain.md 1.5).
H1 = {
    "h1_practical_home": "Practical assistance in the home",
    "h1_recreation_home": "Recreational facilities at home",
    "h1_recreation_edu_outside": "Recreational or educational facilities outside the home",
    "h1_travel": "Assistance in travelling to facilities",
    "h1_adaptations": "Adaptations to the home",
    "h1_holidays": "Facilitating the taking of holidays",
    "h1_meals": "Meals at home or elsewhere",
    "h1_telephone": "A telephone and equipment to use it",
    "h1_short_break_non_res": "Non-residential short breaks",
    "h1_parent_carer": "Services for parent carers after their own assessment",
}
H2 = {
    "h2_residential_short_break": "Residential short breaks",
    "h2_early_help": "Early help",
    "h2_s17_family_support": "Family support under section 17",
    "h2_child_in_need_plan": "A child in need plan (coordinated, with agreement)",
    "h2_child_protection_plan": "A child protection plan (coordinated, with agreement)",
    "h2_care_act_support": "Adult social care under the Care Act",
    "h2_care_leaver_pathway": "A care leaver's pathway plan",
    "h2_employment_housing_support": "Support with employment or housing",
    "h2_transition_support": "Support to move into adulthood",
    "h2_not_linked_to_sen_coordinated": "Provision not linked to SEN or disability, coordinated with the plan",
    "h2_other": "Other social care provision",
}
H1_ENDS_AT = 18
NEEDS_AGREEMENT = ("h2_child_in_need_plan", "h2_child_protection_plan", "h2_not_linked_to_sen_coordinated")
DOMAINS = (
    "home",
    "community",
    "family",
    "safety",
    "self_care",
    "social",
    "behaviour",
    "sleep",
    "transport",
    "pfa_employment",
    "pfa_independent_living",
    "pfa_community",
    "pfa_health",
)
ADULTHOOD = ("employment", "independent_living", "community", "health")
MOST_ITEMS = 60
MOST_CARRIED = 200
LONGEST_ID = 100  # of a service in the directory
KEY = validate.Regexp(r"[a-z0-9_-]{1,20}\Z", error="Use up to 20 small letters, digits, - or _.")


class Day(fields.Date):
    """A date written YYYY-MM-DD, kept as that text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if not isinstance(value, str) or len(value) != len("2026-01-31"):
            raise ValidationError("This must be a date such as 2026-01-31.")
        try:
            found = date.fromisoformat(value)
        except ValueError as wrong:
            raise ValidationError("This must be a real date such as 2026-01-31.") from wrong
        if found.isoformat() != value or not date(1900, 1, 1) <= found <= date(2100, 12, 31):
            raise ValidationError("This must be a date such as 2026-01-31, between 1900 and 2100.")
        return value


class YesNo(fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("This must be true or false.")
        return value


class Part(Schema):
    """A part of a draft: nothing is required while it is being written, nothing unknown is taken."""

    class Meta:
        unknown = "raise"


def prose() -> Text:
    """Some paragraphs; null clears them."""
    return Text(limit=PARAGRAPHS, lines=True, allow_none=True)


def line(limit: int = 300) -> Text:
    """A line; null clears it."""
    return Text(limit=limit, allow_none=True)


class ViewsSchema(Part):
    """Whose voices are heard, or why they are not."""

    person, family, absent_because = prose(), prose(), prose()


class NeedSchema(Part):
    """One need."""

    id = fields.Str(required=True, validate=KEY)
    text = prose()
    domain = fields.Str(validate=validate.OneOf(DOMAINS))
    relates_to_sen_or_disability, requires_local_authority = YesNo(), YesNo()
    impact_on_person, impact_on_family = prose(), prose()


class OutcomeSchema(Part):
    """One outcome sought, and the need that it answers."""

    id = fields.Str(required=True, validate=KEY)
    need = fields.Str(validate=KEY)
    text = prose()
    by = Day(allow_none=True)


class ProvisionSchema(Part):
    """One line of provision, in H1 or H2."""

    id = fields.Str(required=True, validate=KEY)
    need, outcome = fields.Str(validate=KEY), fields.Str(validate=KEY)
    section = fields.Str(validate=validate.OneOf(("H1", "H2")))
    category = fields.Str(validate=validate.OneOf((*H1, *H2)))
    what, provider, legal_basis, agreed_by = prose(), line(), line(), line()
    amount, frequency, duration = line(120), line(120), line(120)
    start_on, review_on = Day(allow_none=True), Day(allow_none=True)
    direct_payment, existing = YesNo(), YesNo()


class AdulthoodSchema(Part):
    """The four outcomes of preparing for adulthood."""

    employment, independent_living, community, health = prose(), prose(), prose(), prose()


class NamedService(fields.Field[Any]):
    """A service of the directory: its id, or the snapshot that an earlier saving of the draft took of it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        named = value.get("id") if isinstance(value, Mapping) else value
        if not isinstance(named, str):
            raise ValidationError("Give the id that the directory has for the service.")
        key = Text(limit=LONGEST_ID).deserialize(named)
        return {"id": key} if isinstance(value, Mapping) else key


class SignpostSchema(Part):
    """A service in the community: signposted, no provision. One of the directory may be named by its id."""

    name, what, contact = line(), prose(), line()
    service = NamedService(
        allow_none=True,
        metadata={
            "description": "The id of a service in the directory; what was kept of it is sent back as it was read.",
            "anyOf": [{"type": "string", "maxLength": LONGEST_ID}, {"type": "object"}, {"type": "null"}],
        },
    )


class CarriedSchema(Part):
    """A text that was carried from the record: its place here, and the answer there (event and question)."""

    place = fields.Str(required=True, validate=validate.Regexp(r"[a-z0-9_.]{1,100}\Z"))
    event = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10**6))
    code = fields.Str(required=True, validate=validate.Regexp(r"[a-z0-9_]{1,60}\Z"))


class AdviceSchema(Part):
    """The content of a draft and of an issued advice (domain.md 3.10)."""

    involvement, strengths = prose(), prose()
    views = fields.Nested(ViewsSchema)
    needs = fields.List(fields.Nested(NeedSchema), validate=validate.Length(max=MOST_ITEMS))
    outcomes = fields.List(fields.Nested(OutcomeSchema), validate=validate.Length(max=MOST_ITEMS))
    provision = fields.List(fields.Nested(ProvisionSchema), validate=validate.Length(max=MOST_ITEMS))
    no_needs_because, no_provision_because = prose(), prose()
    preparation_for_adulthood = fields.Nested(AdulthoodSchema)
    signposting = fields.List(fields.Nested(SignpostSchema), validate=validate.Length(max=MOST_ITEMS))
    awaits_assessment = prose()
    steps_or_reasons = prose()
    carried = fields.List(fields.Nested(CarriedSchema), validate=validate.Length(max=MOST_CARRIED))

    @validates_schema
    def _links_lead_somewhere(self, data: Mapping[str, Any], **_: Any) -> None:
        faults: dict[str, Any] = {}
        named = {kind: [item["id"] for item in data.get(kind, [])] for kind in ("needs", "outcomes", "provision")}
        for kind, ids in named.items():
            if len(set(ids)) < len(ids):
                faults[kind] = ["Two of these have the same id."]
        for kind, link, target in (
            ("outcomes", "need", "needs"),
            ("provision", "need", "needs"),
            ("provision", "outcome", "outcomes"),
        ):
            for n, item in enumerate(data.get(kind, [])):
                if item.get(link) and item[link] not in named[target] and isinstance(faults.get(kind, {}), dict):
                    faults.setdefault(kind, {})[n] = {link: [f"There is no {link} {item[link]} in this draft."]}
        if faults:
            raise ValidationError(faults)


ADVICE = AdviceSchema()


def sections_open(age: int | None) -> list[str]:
    """The sections in which provision may stand for somebody of this age: H1 is for those under 18."""
    return ["H1", "H2"] if age is not None and age < H1_ENDS_AT else ["H2"]
