"""Somebody answered the same questions while this form was open: what stands in it now, and what did they say?"""

from __future__ import annotations

from collections.abc import Sequence

from web.forms.form import Names
from web.forms.read_back import Said, read_back
from web.forms.typed import Typed, answers
from workflow.asking.questions import Question


def overtaken(
    questions: Sequence[Question], was: Typed, now: Typed, typed: Typed, offered: Names
) -> tuple[Typed, tuple[Said, ...]]:
    """What stands in the form now, and what was answered since: what nobody touched here gives way to the newer answer.

    `was` and `now`: what the form begins with, as it was opened and as it would be opened now.
    """
    before, after, mine = (answers(questions, one) for one in (was, now, typed))
    theirs = {code: said for code, said in after.items() if said != before.get(code)}
    untouched = {code: now[code] for code in theirs if mine.get(code) == before.get(code)}
    names = {option.code: option.label for option in (*offered.teams, *offered.people)}
    return {**typed, **untouched}, tuple(read_back(questions, theirs, names))
