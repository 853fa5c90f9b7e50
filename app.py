"""The application: which parts it has, and how it answers when it is asked whether it is well."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest
from werkzeug.sansio.utils import host_is_trusted

from api import errors
from api.actions import actions
from api.advice import advice
from api.directory import directory
from api.documents import documents
from api.drafts import drafts
from api.exports import exports
from api.fhir.routes import fhir
from api.lists import lists
from api.papers import papers
from api.reference import reference
from api.referrals import referrals
from api.requests import requests
from api.reviews import reviews
from api.timeliness import figures
from api.watching import watch
from config.settings import BadSettings, Settings
from models import objects, schema
from models.authority import only_demonstrations
from models.base import connect
from models.chain import Keys
from models.storage import Storage
from web import errors as page_errors
from web.registration import add_pages

API = "/api/v1"
PARTS = (
    requests,
    actions,
    drafts,
    advice,
    directory,
    documents,
    referrals,
    lists,
    reviews,
    figures,
    exports,
    fhir,
    papers,
    reference,
)
SECURE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
}


def create_app(settings: Settings) -> Flask:
    """The application for these settings. Raises InRealUse for a demonstration where a real authority works."""
    app = Flask("advice", static_folder=None)
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=settings.body_limit)
    app.url_map.merge_slashes = False  # it would lead on to whatever host the caller names
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.body_limit  # a long draft is one form
    app.config["DEMONSTRATION"] = settings.demonstration
    app.extensions["storage"] = storage(settings)
    if settings.demonstration:
        _holds_nothing_real(app.extensions["storage"])
    _errors(app)
    if settings.hosts:
        app.before_request(partial(_called_by_name, settings.hosts))
    for part in PARTS:
        app.register_blueprint(part, url_prefix=API)
    add_pages(app, settings.sign_on)
    app.after_request(_secured)
    watch(app, settings.metrics_token)
    _health(app)
    return app


def _holds_nothing_real(kept: Storage) -> None:
    """Nobody is asked for a password in a demonstration, however it is served: so nothing real may be in it."""
    with Session(kept.engine) as session:
        only_demonstrations(session)
    kept.engine.dispose()  # no connection lies open in what may be copied into several processes


def _errors(app: Flask) -> None:
    """Refusals and failures of the API are problem documents, those of pages are pages."""
    for kind in errors.ANSWERS:
        app.register_error_handler(kind, partial(_answered, errors.ANSWERS[kind], page_errors.ANSWERS[kind]))


def _answered(in_api: Callable[..., Any], at_page: Callable[..., Any], error: Exception) -> Any:
    return (in_api if request.path.startswith(API) else at_page)(error)


def storage(settings: Settings) -> Storage:
    """The database, the keys of the record, and the store of documents. One thread, one connection."""
    pooled = {} if settings.database_url.startswith("sqlite") else {"pool_size": settings.threads, "max_overflow": 2}
    keys = Keys(settings.record_keys[0][0], dict(settings.record_keys))
    return Storage(
        connect(settings.database_url, **pooled),
        keys,
        _objects(settings.documents),
        settings.largest_document,
        settings.scan_command,
    )


def _objects(where: str) -> objects.Objects:
    """The store of documents. Raises BadSettings where there can be none."""
    try:
        return objects.opened(where)
    except objects.StoreFails as wrong:
        raise BadSettings(f"ADVICE_DOCUMENTS: {where} cannot be used: {wrong.__cause__}".splitlines()[0]) from wrong


def _called_by_name(hosts: tuple[str, ...]) -> None:
    """Refuse a call that names another host. (Flask's own check leaves no page that could say so.)"""
    if not host_is_trusted(request.environ.get("HTTP_HOST"), hosts):
        raise BadRequest("This service is not called by that name.")


def _secured(response: Response) -> Response:
    """What a browser may do with any answer, unless the answer has said so itself."""
    for name, value in SECURE.items():
        response.headers.setdefault(name, value)
    return response


def _health(app: Flask) -> None:
    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    def ready() -> tuple[dict[str, str], int]:
        try:
            with app.extensions["storage"].engine.connect() as connection:
                connection.execute(text("SELECT 1"))
                current = schema.is_current(connection)
        except SQLAlchemyError:
            return {"status": "the database cannot be reached"}, 503
        return ({"status": "ready"}, 200) if current else ({"status": "the database is not migrated"}, 503)
