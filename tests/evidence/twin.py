"""Is something there that somebody may not know of, or is it not? One world, looked at before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.review import Review
from tests.evidence import visits, worlds
from tests.evidence.going import Read, read, standing_still
from tests.evidence.visits import Visit
from tests.place import Place

Found = dict[tuple[str, str], Read]
ELSEWHERE = "elsewhere"


class Twin:
    """A world in which somebody goes everywhere, before and after something is added that they may not know of."""

    def __init__(self, place: Place, other: Place, far: bool) -> None:
        self.place, self.other = place, other
        place.people[ELSEWHERE] = other.people["dsco"]
        self.known, self.same_child = worlds.known_to_all(place)
        with place.on(worlds.DAY):
            self.begun, self.reviews = worlds.begun(place), self._reviews()
        self.expected = [self._after(n) for n in (1, 2, 3)]
        self.hidden = self.expected if far else self.expected[:1]

    def _after(self, n: int) -> str:
        """The reference that is given after `n` more; `n` 1 is the next."""
        last = max(row["reference"] for row in self.place.get("dsco", "/requests?per_page=100")["requests"])
        return f"{last[:-6]}{int(last[-6:]) + n:06}"

    def _reviews(self) -> list[str]:
        with Session(self.place.storage.engine) as session:
            of = Review.authority_id == self.place.authority_id
            return [str(key) for key in session.scalars(select(Review.id).where(of))]

    def add(self) -> None:
        """Requests are added with one team, all of whose references were visited before they were given."""
        assert worlds.added(self.place) == self.expected

    def restrict(self) -> None:
        """Those requests are restricted."""
        worlds.restricted(self.place, self.expected)

    def seen(self, people: Iterable[str], where: str = "") -> Found:
        """All that these people are answered, wherever they go and whatever they send; or at one path alone."""
        keys = [self.begun, *self.reviews[:1], visits.NOBODY]
        every = list(visits.everywhere(self.place, [self.known, *self.hidden], self.same_child, keys))
        every = [one for one in every if where in ("", one[1])]
        next_one = self._after(1)
        with standing_still(worlds.DAY):
            return dict(self._seen(people, every, next_one))

    def _seen(self, people: Iterable[str], every: list[Visit], next_one: str) -> Iterator[tuple[tuple[str, str], Read]]:
        for who in people:
            for name, response in visits.walked_through(self.place, who, every):
                yield (who, name), read(response)
            for one in self.hidden if len(every) > 1 else []:
                for name, response in visits.feels(self.place, who, self.known, one):
                    yield (who, f"{name}: {one}"), read(response, next_one if name.startswith("asks") else "")


def differences(before: Found, after: Found) -> list[str]:
    """Where they were answered otherwise, and how."""
    both = {key: (said, after[key]) for key, said in before.items()}
    return [f"{who}, {name}: {_unlike(*said)}" for (who, name), said in both.items() if said[0] != said[1]]


def _unlike(one: Read, other: Read) -> str:
    if one[0] != other[0]:
        return f"{one[0]} and then {other[0]}"
    at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), None)
    if at is None:
        return f"{one[2]} and then {other[2]}"
    return f"{one[1][max(at - 60, 0) : at + 60]!r} and then {other[1][max(at - 60, 0) : at + 60]!r}"
