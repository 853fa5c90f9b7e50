"""Does an address lead only where it should, whatever host, page to go on to, or origin somebody names?"""

from __future__ import annotations

import pytest

from app import create_app
from config.settings import BadSettings, Settings, SignOn, from_environment
from tests.browsing import SITE, Browser, Reader, contact, triaging
from tests.calls import hidden
from tests.place import Place
from web.session import own_address

KEYS = (("test", bytes(32)),)
EVIL = {"Host": "evil.example"}


def test_no_address_leads_on_to_the_host_that_a_caller_names(northmere: Place) -> None:
    client = northmere.app.test_client()
    for path in ("/requests//x", "//requests", "/api/v1//requests", "//evil.example/..", "/requests/"):
        reply = client.get("/", headers=EVIL, environ_overrides={"PATH_INFO": path})
        assert not reply.headers.get("Location", "/x").startswith(("http", "//")), path
    assert client.get("/requests//x", headers=EVIL).status_code == 404
    ends = [rule.rule for rule in northmere.app.url_map.iter_rules() if rule.rule.endswith("/")]
    assert ends == ["/"], "any other would lead on, to the host that is named"


@pytest.mark.parametrize(
    "named", ["/\nx", "/\r\nSet-Cookie: a=b", "//evil.example", "/\\evil.example", "http://[", "x", "\t//evil.example",
              "/\x7f", "/\u2028", "/\ud800"],
)  # fmt: skip
def test_somebody_goes_on_to_a_page_of_ours_or_to_the_first(northmere: Place, named: str) -> None:
    with northmere.app.test_request_context("/"):
        assert own_address(named) == "/"
        assert own_address("/requests?q=Zoë [x]") == "/requests?q=Zoë [x]"


def test_only_the_hosts_that_are_set_are_answered() -> None:
    client = create_app(Settings("sqlite://", "x" * 32, KEYS, hosts=("advice.example", "127.0.0.1"))).test_client()
    for path in ("/healthz", "/sign-in", "/api/v1/openapi.json"):
        assert client.get(path, headers={"Host": "advice.example"}).status_code == 200
        for wrong in ("evil.example", "advice.example.evil.example", ""):
            assert client.get(path, headers={"Host": wrong}).status_code == 400
    set_so = {"ADVICE_SECRET_KEY": "x" * 32, "ADVICE_RECORD_KEYS": f"a:{'ab' * 32}", "ADVICE_DATABASE_URL": "sqlite://"}
    assert from_environment({**set_so, "ADVICE_HOSTS": "A.example, b"}).hosts == ("a.example", "b")
    with pytest.raises(BadSettings, match="ADVICE_HOSTS"):
        from_environment({**set_so, "ADVICE_HOSTS": "https://a.example"})


def test_a_sign_on_is_set_up_whole_or_not_at_all() -> None:
    usual = {"ADVICE_SECRET_KEY": "x" * 32, "ADVICE_RECORD_KEYS": f"a:{'ab' * 32}", "ADVICE_DATABASE_URL": "sqlite://"}
    council = {"ISSUER": "https://login.example/tenant/v2.0", "CLIENT": "advice", "SECRET": "told-to-nobody"}

    def made(**changed: str) -> SignOn | None:
        told = {f"ADVICE_SIGN_ON_{name}": text for name, text in {**council, **changed}.items()}
        return from_environment({**usual, **told}).sign_on

    assert from_environment(usual).sign_on is None
    assert made() == SignOn(council["ISSUER"], "advice", "told-to-nobody")
    assert made(EMAIL="preferred_username", CONTEXT="mfa").email == "preferred_username"
    assert made(ISSUER="http://127.0.0.1:8080") is not None
    assert council["SECRET"] not in repr(made())
    assert from_environment({"ADVICE_DEMONSTRATION": "1", **usual, "ADVICE_SIGN_ON_ISSUER": "x"}).sign_on is None
    for name, wrong in (
        *(("ISSUER", text) for text in ("", "http://login.example", "https://", "login.example", "https://a/?b=c")),
        ("CLIENT", ""),
        ("SECRET", ""),
        ("EMAIL", "e mail"),
    ):
        with pytest.raises(BadSettings, match=f"ADVICE_SIGN_ON_{name}") as refused:
            made(**{name: wrong})
        assert council["SECRET"] not in str(refused.value)


@pytest.mark.parametrize("origin", ["https://evil.example/", "http://advice.example/", ""])
def test_a_form_is_taken_only_from_a_page_of_the_same_host(northmere: Place, origin: str) -> None:
    _, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    form = {**hidden(officer.get(path)), **contact()}
    behind_a_proxy = {"environ_overrides": {"wsgi.url_scheme": "http", "HTTP_REFERER": origin}}
    refused = officer.client.post(path, data=form, base_url=SITE, **behind_a_proxy)
    assert refused.status_code == 400
    assert Reader(refused.get_data(as_text=True)).title.startswith("Go on where you were")
    assert officer.send(path, form).status_code == 303
