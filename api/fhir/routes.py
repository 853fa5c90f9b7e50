"""FHIR: one request, its resources of one kind, and a question set, all to be read and never written."""

from __future__ import annotations

from flask import Blueprint

from api.contract import Call, Reply, operation
from api.fhir.bundle import MEDIA, bundle
from api.fhir.parts import tidy
from api.fhir.questionnaire import questionnaire
from api.held import held
from api.reference import kept_set
from workflow.casework.work import found

fhir = Blueprint("fhir", __name__)


@operation(fhir, "GET", "/requests/<reference>/fhir", answers={200: "FhirBundle"}, gives=(MEDIA,))
def whole_request(call: Call, reference: str) -> Reply:
    """One request in FHIR R4: a Bundle of everything"""
    row = found(call.session, call.signed, reference)
    return Reply(bundle(held(call.session, call.signed.authority, row), call.work.at))


@operation(fhir, "GET", "/requests/<reference>/fhir/<resource_type>", answers={200: "FhirBundle"}, gives=(MEDIA,))
def of_one_kind(call: Call, reference: str, resource_type: str) -> Reply:
    """One request in FHIR R4: a Bundle of its resources of one kind"""
    row = found(call.session, call.signed, reference)
    return Reply(bundle(held(call.session, call.signed.authority, row), call.work.at, resource_type))


@operation(fhir, "GET", "/question-sets/<code>/<hashed>/fhir", answers={200: "FhirQuestionnaire"}, gives=(MEDIA,))
def question_set_as_fhir(call: Call, code: str, hashed: str) -> Reply:
    """A question set as it stood, as a FHIR R4 Questionnaire"""
    return Reply(tidy(questionnaire(kept_set(call, code, hashed))))
