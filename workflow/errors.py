"""How can a step be refused? Each kind carries every reason at once, and knows nothing of HTTP.

Refused
  NotThere        the request, action or thing does not exist, or is not for you to know of
  NeverYours      none of your roles ever may take this step
  VersionMissing  you did not say which version you saw
  Stale           somebody changed it after you looked
    Overtaken     the same of a draft, with the draft as it stands and where yours differs from it
  NotFromHere     the step does not lead on from where the request stands
  NotYours        your role is not in the right team, or you may not because of your own part in it
  Unmet           an answer is wrong or missing, or a need is not met
  NotNow          something that the service needs beside its database does not answer
  Lost            a document is not, or no longer, what was kept
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.rule import Unmet as Need


class Refused(Exception):
    """The step was not taken, and nothing has changed."""

    def __init__(self, reason: str = "") -> None:
        self.reason = reason or (self.__doc__ or "").strip()
        super().__init__(self.reason)


class NotThere(Refused):
    """There is nothing here that you can see."""


class NeverYours(Refused):
    """None of your roles may ever do this."""


class VersionMissing(Refused):
    """Say which version you have seen, so that nobody's work is lost."""


class Stale(Refused):
    """Somebody has changed this since you looked. Look again, then decide."""


class Overtaken(Stale):
    """Somebody has saved this draft since you opened it. Compare the two texts, then save again."""

    def __init__(self, draft: Mapping[str, Any]) -> None:
        super().__init__()
        self.draft = draft


class NotFromHere(Refused):
    """This cannot be done from where the request stands now."""


class NotYours(Refused):
    """This is for the team that holds the request."""


class Unmet(Refused):
    """Something is missing or wrong: see each reason."""

    def __init__(self, errors: Mapping[str, Sequence[str]], needs: Sequence[Need] = ()) -> None:
        super().__init__()
        self.errors, self.needs = errors, needs


class NotNow(Refused):
    """Something that is needed for this does not answer. Nothing was changed; try again."""


class Lost(Refused):
    """The document is on record, but its content is not where it was kept. Tell whoever runs the service."""
