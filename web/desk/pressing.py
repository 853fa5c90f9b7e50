"""What does the button that was pressed on the writing desk do to what was typed?"""

from __future__ import annotations

from web.desk import rearranging, told
from web.desk.form import IN_FULL, typed_content
from web.desk.questions import LISTS
from web.forms.typed import Typed
from web.pages import Visit
from workflow.errors import NotThere
from workflow.facts import Facts
from workflow.writing.carrying import beginning


def rearranged(visit: Visit, facts: Facts, typed: Typed) -> str:
    """Do what the pressed button says to what was typed; gives the place to which the page goes on."""
    taken = {str(one["id"]) for part in IN_FULL for one in facts.draft.content.get(part, ())}
    if isinstance(part := typed.get("add"), str) and part in LISTS:
        return part if part == "signposting" else rearranging.add(typed, part, taken, {})
    if isinstance(named := typed.get("remove"), str):
        part, number, _ = _item(named)
        rearranging.remove(typed, part, number)
        return f"section-{part}"
    if isinstance(named := typed.get("carry"), str):
        return _carried(visit, facts, typed, named, taken)
    if isinstance(named := typed.get("signpost"), str):
        return rearranging.add(typed, "signposting", set(), {"taken": named})
    if typed.get("do") == "begin":
        typed.update(rearranging.begun(typed, typed_content(beginning(facts))))
    return ""


def _item(named: str) -> tuple[str, int, bool]:
    """The part, the number and whether it goes all the same, of `needs.0` or `needs.0.anyway`. Raises NotThere."""
    part, number, *anyway = [*named.split("."), ""]
    if part not in LISTS or not (number.isascii() and number.isdigit()) or len(number) > 3:
        raise NotThere
    return part, int(number), anyway[0] == "anyway"


def pointed_to(typed: Typed) -> tuple[str, list[str]] | None:
    """The item that shall go and those that point to it, unless it goes all the same."""
    if not isinstance(named := typed.get("remove"), str):
        return None
    part, number, anyway = _item(named)
    found = [] if anyway else rearranging.pointing(typed, part, number)
    return (f"{part}.{number}", found) if found else None


def _carried(visit: Visit, facts: Facts, typed: Typed, named: str, taken: set[str]) -> str:
    """Carry an answer of the record, named section|event|code, into the text. Raises NotThere."""
    section, _, rest = named.partition("|")
    for one in told.entries(visit, facts).get(section, ()):
        if rest == f"{one.event}|{one.code}" and one.texts and not one.private:
            return rearranging.carry(typed, section, one, taken)
    raise NotThere("There is no such answer in the record.")
