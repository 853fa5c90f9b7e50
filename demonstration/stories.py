"""Which stories can a year be told of, and what happens in each? Those of the demonstration, cut, with their shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from demonstration.texts import Cutter, Slot, people_named

HELD = Path(__file__).parent.parent / "config" / "demonstration"
TEMPLATES = ("northmere", "eastvale")
ISSUES = ("issue_advice", "issue_interim_advice")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a story: on which day after receipt, by whom, and what is done, answered and written, all cut."""

    day: int
    by: str
    action: str
    answers: Any
    draft: Any = None


@dataclass(frozen=True)
class Story:
    """A story that can be told of another child. `met_on`: the day by which it meets its six weeks, if it is issued."""

    name: str
    share: float
    ages: tuple[float, float]
    fixed: bool
    by: str
    body: Any
    person: Any
    steps: tuple[Step, ...]

    @property
    def met_on(self) -> int | None:
        """The day of the first advice, counted from receipt; None when it ends without."""
        return next((step.day for step in self.steps if step.action in ISSUES), None)


@dataclass(frozen=True)
class Template:
    """One of the two invented authorities as the pattern of another: its people and roles, and its stories by kind."""

    code: str
    name: str
    people: tuple[Mapping[str, Any], ...]
    stories: Mapping[str, tuple[Story, ...]]
    directory: Any


@cache
def settings() -> dict[str, Any]:
    """What a synthetic year is made of."""
    held: dict[str, Any] = yaml.safe_load((HELD / "year.yaml").read_text(encoding="utf-8"))
    return held


def share(name: str) -> float:
    """A share of the year, by its name."""
    return float(settings()["shares"][name]["value"])


@cache
def template(code: str) -> Template:
    """The template of that code, its stories cut."""
    told, chosen = yaml.safe_load((HELD / f"{code}.yaml").read_text(encoding="utf-8")), settings()[code]
    by_name = {story["story"]: story for story in told["stories"]}
    kinds = {
        kind: tuple(_story(by_name[one["story"]], one, told["people"], chosen) for one in chosen[kind])
        for kind in ("assessment", "other", "review")
    }
    directory = yaml.safe_load((HELD / f"{chosen['directory']}.yaml").read_text(encoding="utf-8"))
    cut = Cutter({chosen["name"]: Slot("place", "")}).cut(directory)
    return Template(code, chosen["name"], tuple(told["people"]), kinds, cut)


def _story(held: Mapping[str, Any], chosen: Mapping[str, Any], people: Any, template: Mapping[str, Any]) -> Story:
    """A story of the demonstration, cut so that it can be told of anybody between two ages."""
    kin = [one["name"].partition(" ")[0] for one in held["asks"].get("person", {}).get("contacts", ())]
    named = people_named(people, [one for one in kin if one not in ("Mr", "Mrs", "Ms", "Miss", "Dr")])
    named |= {town: Slot("town", town) for town in template["towns"]}
    named |= {template["name"]: Slot("place", ""), template["names_itself"]: Slot("authority", "")}
    cutter, asks = Cutter(named), held["asks"]
    steps = [
        Step(
            step["day"],
            step["by"].partition("@")[0],
            step.get("action", ""),
            replace(cutter, day=step["day"]).cut(step.get("answers", {})) | _unattached(step),
            replace(cutter, day=step["day"]).cut(step["draft"]) if "draft" in step else None,
        )
        for step in held["steps"]
    ]
    return Story(
        name=held["story"],
        share=chosen["share"],
        ages=tuple(chosen["ages"]),
        fixed=chosen.get("pace") == "fixed",
        by=asks["by"].partition("@")[0],
        body=cutter.cut(asks["body"]),
        person=cutter.cut(asks.get("person", {})),
        steps=tuple(steps),
    )


def _unattached(step: Mapping[str, Any]) -> dict[str, str]:
    """A year attaches no files: advice that is adopted says where it lies."""
    if step.get("action") != "adopt_existing_advice":
        return {}
    return {"not_attached_because": "It lies in the plan's own file, which whoever reads the plan has."}


def pick(dice: Random, stories: list[Story]) -> Story:
    """One of the stories, by their shares."""
    return dice.choices(stories, [one.share for one in stories])[0]
