"""Does a list of open requests begin with what is owed, page by page, by an index that is made for it?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from models.work_list import Wanted, lines
from tests.browsing import Browser
from tests.kinds_of_advice import advised
from tests.place import Place
from tests.test_pages_work import shown, signed_in, today

INDEX = "ix_request_open_owed"
ASIDE = ("SET LOCAL enable_seqscan = off", "SET LOCAL enable_sort = off")  # a table is small here


def test_what_has_advice_already_stands_after_what_is_owed(northmere: Place) -> None:
    met = [advised(northmere, "interim"), advised(northmere, "interim")]
    owed = [northmere.ask() for _ in range(3)]
    page = Browser(northmere, "dsco").get("/requests?list=all")
    assert shown(page) == [*owed, *met]
    assert page.index("Met by interim advice") > page.index(owed[-1])
    found, after = [], None
    with Session(northmere.storage.engine) as session:
        signed = signed_in(session, northmere, "dsco")
        while after or not found:
            page_of_it, after = lines(session, signed, today(), Wanted(open=True, per_page=2, after=after))
            found += [one.request.reference for one in page_of_it]
    assert found == [*owed, *met]


def test_a_page_of_open_requests_is_read_by_its_index(northmere: Place) -> None:
    northmere.ask()
    engine, asked = northmere.storage.engine, list[tuple[str, Any]]()
    postgresql = engine.dialect.name == "postgresql"

    def told(_c: Any, _u: Any, statement: str, given: Any, *_: Any) -> None:
        asked.extend([(statement, given)] if "ORDER BY request.is_met" in statement else [])

    with Session(engine) as session:
        signed = signed_in(session, northmere, "dsco")
        (one,), _ = lines(session, signed, today(), Wanted(open=True))
        after = (False, one.request.sorts_on, one.request.id)
        event.listen(engine, "before_cursor_execute", told)
        try:
            lines(session, signed, today(), Wanted(open=True, after=after))
        finally:
            event.remove(engine, "before_cursor_execute", told)
        for said in ASIDE if postgresql else ():
            session.execute(text(said))
        ((statement, given),) = asked
        explain = f"EXPLAIN {'' if postgresql else 'QUERY PLAN '}{statement}"
        plan = "\n".join(str(row[-1]) for row in session.connection().exec_driver_sql(explain, given))
    assert INDEX in plan, plan
    assert ("ROW(" if postgresql else "is_met") in plan, plan
