"""What does an addendum or an amendment change of the version before it, in words?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workflow.advice import H1, H2
from workflow.papers import words
from workflow.papers.blocks import Block, Heading, Paragraph, Table
from workflow.papers.characters import one_line
from workflow.writing.comparison import changes

LONGEST = 400
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
HIDDEN = ("id", "need", "outcome")  # links between items: the items themselves say what they answer
PARTS = {
    "needs": "Need",
    "outcomes": "Outcome",
    "provision": "Provision",
    "signposting": "Service in the community",
    "views": "Views",
    "preparation_for_adulthood": "Preparing for adulthood",
    "no_needs_because": "Why no needs require us",
    "no_provision_because": "Why no provision is needed",
    "awaits_assessment": "What this advice waits for",
    "steps_or_reasons": "Our answer to the tribunal",
    "involvement": "Social care's involvement",
}
LABELS: Mapping[Any, str] = {**H1, **H2, **words.DOMAINS}
FIELDS = {
    "text": "",
    "by": "by when",
    "what": "what",
    "provider": "who provides it",
    "amount": "how much",
    "frequency": "how often",
    "duration": "for how long",
    "start_on": "from",
    "review_on": "reviewed on",
    "existing": "already in place",
    "person": "of the child or young person",
    "family": "of parents or carers",
    "absent_because": "not here, and why",
    "relates_to_sen_or_disability": "relates to the SEN or disability",
    "requires_local_authority": "requires the local authority",
    **{code: name.lower() for code, name in words.ADULTHOOD.items()},
}


def changed(before: Mapping[str, Any] | None, now: Mapping[str, Any], because: str | None) -> Iterator[Block]:
    """The section that says what this version changes; nothing for a version that changes none."""
    if before is None:
        return
    yield Heading(2, "What this version changes", "changes")
    if because:
        yield Paragraph(f"Why: {_small(words.chosen('amend_advice', 'amendment_trigger', because))}.")
    rows = tuple(
        (place(change.place), *(said(LABELS.get(one, one)) for one in (change.before, change.now)))
        for change in changes(before, now)
        if change.place.rsplit(".", 1)[-1] not in HIDDEN
    )
    if rows:
        yield Table("What this version changes", ("Where", "Before", "Now"), rows, (4, 6, 6))
    else:
        yield Paragraph("Nothing in what it says.")


def place(dotted: str) -> str:
    """A place of the content in words: provision.0.amount is Provision 1, how much."""
    part, *rest = dotted.split(".")
    number = f" {int(rest.pop(0)) + 1}" if rest and rest[0].isdigit() else ""
    field = ", ".join(FIELDS.get(one, one.replace("_", " ")) for one in rest)
    return f"{PARTS.get(part, part.replace('_', ' ').capitalize())}{number}{f', {field}' if field else ''}"


def said(value: Any) -> str:
    """A value in words; a long text by its beginning, for the whole of it stands where it belongs."""
    if value is None or isinstance(value, list | dict):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = words.day(value) if isinstance(value, str) and DAY.match(value) else one_line(str(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ... (shortened here)"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
