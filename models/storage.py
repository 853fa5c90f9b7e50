"""Where does this deployment keep its record?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from models.chain import Keys


@dataclass(frozen=True, slots=True)
class Storage:
    """The database, and the keys that chain the record."""

    engine: Engine
    keys: Keys
