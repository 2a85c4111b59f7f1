"""Days on which images were kept, in the order of their rows: a clock may jump, the order of rows can't.

Ages are counted in such days. So a clock that is years ahead adds one day, and one that fell back to 1970 makes no
image of today an old one: nothing goes because a clock was set.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from inspector_app.records.tables import KeptImageRow

_DAY = func.substr(KeptImageRow.image_path, len("images/") + 1, len("2026-01-31"))


class ImageDays:
    """Asks the whole list once, and from then on only for the newest row."""

    def __init__(self) -> None:
        self._days: list[tuple[str, int]] | None = None
        """Each day with the number of its last row, oldest first; one that came again is there again."""

    def last_before(self, connection: Connection, days: int) -> int | None:
        """Number of the last row that is older than the newest `days` days; None where none is."""
        seen: set[str] = set()
        for day, last in reversed(self._known(connection)):
            seen.add(day)
            if len(seen) > days:
                return last
        return None

    def _known(self, connection: Connection) -> list[tuple[str, int]]:
        if self._days is None:
            last = func.max(KeptImageRow.frame_seq)
            rows = connection.execute(select(_DAY, last).group_by(_DAY).order_by(last))
            self._days = [(str(day), int(number)) for day, number in rows]
        newest = select(_DAY, KeptImageRow.frame_seq).order_by(KeptImageRow.frame_seq.desc()).limit(1)
        row = connection.execute(newest).first()
        if row is not None:
            self._note(str(row[0]), int(row[1]))
        return self._days

    def _note(self, day: str, number: int) -> None:
        assert self._days is not None
        if self._days and self._days[-1][0] == day:
            self._days.pop()
        self._days.append((day, number))
