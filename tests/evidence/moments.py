"""At which moments do clocks and calendars go wrong? Random walks jump to them, forth and back."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST_MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MOMENTS = [  # the changes of the hour, the end of a year, midnight in summer, a leap day
    datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 30, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
    datetime(2027, 6, 30, 23, 30, tzinfo=UTC),
    datetime(2028, 2, 28, 23, 59, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
]
