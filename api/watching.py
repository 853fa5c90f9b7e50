"""What is seen of every call, and by whom? A line in the log, and figures by route for whoever has the token.

By route and never by address, which may name somebody; and by a method that is known, since whatever else a caller
makes up would be counted, and kept in memory, for good.
"""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = logging.getLogger("advice")


def watch(app: Flask, token: str | None) -> None:
    """Count, time and log every call by route."""
    registry = CollectorRegistry()
    calls = Counter("advice_calls_total", "Calls answered", ["method", "route", "status"], registry=registry)
    seconds = Histogram("advice_call_seconds", "Time taken to answer", ["method", "route"], registry=registry)

    @app.before_request
    def begun() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def done(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in METHODS else "other"
        taken = time.perf_counter() - g.get("begun", time.perf_counter())
        calls.labels(method, route, response.status_code).inc()
        seconds.labels(method, route).observe(taken)
        seen: dict[str, Any] = {"method": method, "route": route, "status": response.status_code}
        by = {"by": str(g.signed.caller.id)} if "signed" in g else {}
        log.info("answered", extra={**seen, **by, "milliseconds": round(taken * 1000, 1)})
        return response

    app.add_url_rule("/metrics", "metrics", _figures(registry, token))


def _figures(registry: CollectorRegistry, token: str | None) -> Callable[[], Response]:
    def metrics() -> Response:
        given = request.headers.get("Authorization", "").encode()
        if token is None or not hmac.compare_digest(given, f"Bearer {token}".encode()):
            return Response("Not found\n", 404, content_type="text/plain")
        return Response(generate_latest(_of_all_processes() or registry), content_type=CONTENT_TYPE_LATEST)

    return metrics


def _of_all_processes() -> CollectorRegistry | None:
    """What all processes have counted, where they share a folder for it; else each counts for itself."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return None
    everything = CollectorRegistry()
    MultiProcessCollector(everything, folder)  # type: ignore[no-untyped-call]  # the library has no type for it
    return everything
