"""What does a whole pathway cost, ours, the floor's and each peer's; how fast do they go, and how long does a call wait?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from app import create_app
from config.settings import Settings
from models import schema
from tests.bench import peers, processes
from tests.bench.callers import Client, walked
from tests.bench.floor import floor, pgbench
from tests.bench.goals import GOALS, Figures
from tests.bench.pathway import CALLS, Walker, said
from tests.bench.rounds import Build, Round, against, of_service, rounds, usual
from tests.bench.served import KEY, SECRET, THREADS, WORKERS, Server, service
from tests.place import Place, make_place
from tests.test_statements import measured as statements_of
from tests.tour import WRITE

ROUNDS, PATHWAYS, OF_THE_FLOOR = 5, 64, 400
AT_ONCE, WALKED = (1, 8, 32), 64
OURS, FLOOR = "Social Care Advice", "the floor: the same rows in raw SQL"
THOUSAND = 1000


def measured(url: str, figures: Figures) -> Iterator[str]:
    """The tables, line by line, and into `figures` what the goals ask for; on this empty database."""
    with ExitStack() as until, TemporaryDirectory() as folder:
        app = create_app(Settings(url, SECRET, (("bench", KEY),), documents=folder))
        engine: Engine = app.extensions["storage"].engine
        until.callback(engine.dispose)
        schema.migrate(engine)
        place = make_place(app, "northmere")
        walk = Walker(place, said(place))
        server = until.enter_context(service(url, folder))
        yield from _statements(place, figures)
        yield from _memory(server, walk, figures)
        builds = [of_service(OURS, server, walk, PATHWAYS)]
        program = pgbench()
        if program:
            under = floor(url, program, _one(engine))
            under.run(OF_THE_FLOOR)
            builds.insert(0, Build(FLOOR, under.run, OF_THE_FLOOR))
        else:
            yield "The floor was NOT measured: there is no pgbench."
        for peer in peers.PEERS:
            started = peers.started(peer, url, until)
            if isinstance(started, str):
                yield started
            else:
                builds.append(of_service(peer.words, started, peer.walk, PATHWAYS // 2))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        yield from _compared(rounds(builds, processes.server_of(url), ROUNDS), figures)
        yield from _paces(server, walk)


def _statements(place: Place, figures: Figures) -> Iterator[str]:
    """How many SQL statements each action takes, with an Idempotency-Key (docs/statements.md)."""
    most = {action: count for action, count in statements_of(place, keyed=True).most().items() if action != WRITE}
    figures["usual action"], figures["any action"] = median(most.values()), max(most.values())
    above = {action: count for action, count in most.items() if count > GOALS["any action"].must}
    yield f"{len(most)} actions; more than {GOALS['any action'].must:g} statements: {above or 'none'}"


def _one(engine: Engine) -> str:
    """A request that has gone the whole pathway, and nothing else."""
    with engine.connect() as connection:
        newest = text("SELECT reference FROM request WHERE state = 'issued' ORDER BY id DESC LIMIT 1")
        return str(connection.scalar(newest))


def _memory(server: Server, walk: Walker, figures: Figures) -> Iterator[str]:
    """What each worker holds, once it has answered a thousand calls."""
    first = Client(server.port)
    walk(first, 0)
    first.line.close()
    walked(server.port, walk, WORKERS * THREADS, WORKERS * THOUSAND // CALLS + 1)
    workers = processes.family(server.process)[1:]
    figures["memory"] = max(processes.memory(one) for one in workers)
    yield f"memory of a worker after {THOUSAND:,} calls: {figures['memory']:.0f} MB"


def _compared(found: dict[str, list[Round]], figures: Figures) -> Iterator[str]:
    """What a pathway of each build costs."""
    yield ""
    yield f"{CALLS} calls, 6 commits, {len(next(iter(found.values())))} rounds in turn, 8 clients; CPU in ms, medians"
    yield f"{'':<48} {'CPU':>7} {'server':>7} {'database':>9} {'floor':>6} {'ours':>6} {'a second':>9} {'p50 ms':>7} {'p99 ms':>7}"
    ours, least = found[OURS], found.get(FLOOR)
    for name, made in found.items():
        times = f"{against(made, least):.1f}" if least else ""
        parts = [f"{usual(made):>7.1f}", f"{median(one.server for one in made):>7.1f}"]
        parts += [f"{median(one.database for one in made):>9.1f}", f"{times:>6}", f"{against(made, ours):>6.2f}"]
        paces = [one.pace for one in made if one.pace]
        if paces:
            parts += [f"{median(one.pathways for one in paces):>9.1f}", f"{median(one.half for one in paces):>7.1f}"]
            parts += [f"{median(one.hundredth for one in paces):>7.1f}"]
        yield f"{name:<48} {' '.join(parts)}"
    if least:
        figures["floor"] = against(ours, least)
    for peer in peers.PEERS:
        if peer.goal and peer.words in found:
            figures[peer.goal] = against(found[peer.words], ours)


def _paces(server: Server, walk: Walker) -> Iterator[str]:
    """How fast ours goes, and what a call waits, by how many call at once."""
    yield ""
    yield f"{'ours, by clients at once':<48} {'a second':>9} {'p50 ms':>7} {'p99 ms':>7}"
    for clients in AT_ONCE:
        pace = walked(server.port, walk, clients, WALKED)
        yield f"{clients:<48} {pace.pathways:>9.1f} {pace.half:>7.1f} {pace.hundredth:>7.1f}"
