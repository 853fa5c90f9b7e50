"""Which families of pages are there, and how does the application serve them?"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request
from flask.templating import Environment
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from config.settings import SignOn
from web import menu, words
from web.annual_reviews.coming_up import review_pages
from web.annual_reviews.screening_pages import screening_pages
from web.ask.check import ask_check
from web.ask.list_file import list_pages
from web.ask.who import ask_who
from web.assets import assets
from web.caseload.home import home_pages
from web.caseload.leavers import leavers
from web.caseload.search import searching
from web.caseload.together import together
from web.caseload.work_lists import work_lists
from web.checking.page import review
from web.desk import words as desk_words
from web.desk.examples import examples
from web.desk.joining import joining
from web.desk.page import desk
from web.desk.sending import sending
from web.forms.form import choices, date_parts
from web.help_pages import help_pages
from web.one_request.advice import advice_pages
from web.one_request.documents import documents_pages
from web.one_request.page import requests_pages
from web.one_request.timeline import timeline_pages
from web.one_request.who_may_see import access_pages
from web.oversight.inspection import inspection
from web.oversight.lists import oversight_lists
from web.oversight.others import oversight_others
from web.oversight.page import oversight
from web.oversight.timely import timeliness_pages
from web.oversight.workload import workload
from web.pages import nonce, offered
from web.session import SignedOut
from web.signing_in import not_ours, signed_out, signing_in
from web.steps.page import steps
from web.steps.transfer import transfers
from web.steps.triage import triage_pages
from web.unfinished import unfinished

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

API = "/api/"
FAMILIES = (
    home_pages,
    work_lists,
    together,
    leavers,
    searching,
    requests_pages,
    timeline_pages,
    documents_pages,
    advice_pages,
    access_pages,
    steps,
    ask_who,
    ask_check,
    list_pages,
    review_pages,
    screening_pages,
    triage_pages,
    transfers,
    unfinished,
    help_pages,
    desk,
    joining,
    sending,
    review,
    examples,
    oversight,
    oversight_lists,
    oversight_others,
    timeliness_pages,
    workload,
    inspection,
)


class Templates(Environment):
    """Templates whose globals are one plain mapping: each of the hundreds of imports in a form looks through them."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template may use: what all may, as it stands when the first of them is loaded, and its own."""
        return {**self.globals, **(d or {})}


def add_pages(app: Flask, council: SignOn | None) -> None:
    """Give the application its pages, protected by a token in every form; and the council's sign-on, if any."""
    for part in (assets, signing_in, *FAMILIES):
        app.register_blueprint(part)
    app.jinja_environment = Templates
    app.jinja_loader = ChoiceLoader(
        [PackageLoader("web"), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({**words.FILTERS, **desk_words.FILTERS})
    app.jinja_env.globals.update(choices=choices, date_parts=date_parts, menu=menu.menu)
    app.context_processor(offered)
    app.register_error_handler(SignedOut, signed_out)
    app.register_error_handler(CSRFError, not_ours)
    _session(app)
    if council:
        _sign_on(app, council)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # programs carry a token of their own and no cookie
    protect = CSRFProtect(app)
    app.before_request(lambda: None if request.path.startswith(API) else protect.protect())
    app.after_request(_guarded)


def _session(app: Flask) -> None:
    """Outside a demonstration browsers speak TLS, with the proxy: their cookie travels over nothing else."""
    secure = not app.config["DEMONSTRATION"]
    if secure:
        app.wsgi_app = partial(_over_tls, app.wsgi_app)  # type: ignore[method-assign]  # as Flask has middleware added
    app.config.update(
        SESSION_COOKIE_NAME="__Host-advice" if secure else "advice",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=secure,
    )


def _sign_on(app: Flask, council: SignOn) -> None:
    """Its library is loaded only where there is a sign-on."""
    from web import sign_on  # noqa: PLC0415  # it takes a second to load

    app.extensions["sign_on"] = sign_on.Council(council)
    app.register_blueprint(sign_on.sign_on)


def _over_tls(app: WSGIApplication, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """The call as the browser made it, whatever a header says: so a form's token is checked with where it came from."""
    return app({**environ, "wsgi.url_scheme": "https"}, start)


def _guarded(response: Response) -> Response:
    """What a browser may do with a page: our own files, our own forms, nobody's frames."""
    a_page = response.mimetype == "text/html" and "Content-Disposition" not in response.headers  # a file has its own
    if request.path.startswith(API) or request.blueprint == "assets" or not a_page:
        return response
    own = f"'self' 'nonce-{nonce()}'" if "nonce" in g else "'self'"
    policy = {
        "default-src": "'none'",
        "script-src": own,
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    response.headers["Referrer-Policy"] = "same-origin"  # a form has to come from a page of ours: see _over_tls
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    return response
