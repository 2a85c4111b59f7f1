"""Reads modes and what parts have shown in them; for the command line and the window, also while a line writes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from inspector_app.domain.mode import ModeChange, ModeEvidence
from inspector_app.domain.recipe import Mode
from inspector_app.records import mode_book
from inspector_app.records.reading import RecordsReader

HELD_TO_BE = """
    COALESCE(
      (SELECT CASE WHEN d.answer = 'undo' AND d.condition = 'unknown' THEN NULL ELSE d.condition END
       FROM dispositions d WHERE d.inspection_seq = i.seq ORDER BY d.seq DESC LIMIT 1),
      (SELECT a.condition FROM inspector_answers a WHERE a.inspection_seq = i.seq ORDER BY a.seq DESC LIMIT 1))
"""
"""What people hold an inspection's part to be: what was settled at the bench, else an inspector's own answer."""

_COUNTS = text(
    f"""
    SELECT v.outcome = 'PASS' AS passed, {HELD_TO_BE} AS held, count(*) AS parts
    FROM inspections i JOIN verdicts v ON v.inspection_seq = i.seq
    JOIN models m ON m.seq = i.model_seq JOIN recipes r ON r.seq = i.recipe_seq
    WHERE m.sha256 = :sha256 AND i.started_at >= :since AND r.body <> ''
      AND json_extract(r.body, '$.product') = :line AND json_extract(r.body, '$.mode') = :mode
    GROUP BY 1, 2
    """
)
_DAYS = text(
    """
    SELECT count(DISTINCT date(i.started_at)) FROM inspections i
    JOIN models m ON m.seq = i.model_seq JOIN recipes r ON r.seq = i.recipe_seq
    WHERE m.sha256 = :sha256 AND i.started_at >= :since AND r.body <> ''
      AND json_extract(r.body, '$.product') = :line AND json_extract(r.body, '$.mode') = :mode
    """
)


class ModeReader(RecordsReader):
    """Modes of packages on a line, and what was counted for another. DatabaseError as of every reader."""

    def history(self, line: str, sha256: str) -> list[ModeChange]:
        """All changes of a package on a line, newest first."""
        with self._reading() as connection:
            return mode_book.mode_history(connection, line, sha256)

    def settled(self, line: str, sha256: str, since: datetime) -> ModeEvidence:
        """What the package has shown on the line since then, whatever its mode was."""
        every = [self.evidence(line, sha256, mode, since) for mode in Mode]
        fields = [name for name, field in ModeEvidence.model_fields.items() if field.annotation is int]
        return every[0].model_copy(update={name: sum(getattr(one, name) for one in every) for name in fields})

    def evidence(self, line: str, sha256: str, mode: Mode, since: datetime) -> ModeEvidence:
        """What the package has shown on the line in this mode since then."""
        wanted = {"line": line, "sha256": sha256, "mode": mode.value, "since": database_time(since)}
        with self._reading() as connection:
            rows = connection.execute(_COUNTS, wanted).all()
            days = connection.execute(_DAYS, wanted).scalar_one()
        counts = {(bool(row.passed), row.held): row.parts for row in rows}
        known = {
            f"{'passed' if passed else 'rejected'}_{held}": counts.get((passed, held), 0)
            for passed, held in (
                (True, "good"),
                (True, "bad"),
                (False, "good"),
                (False, "bad"),
                (False, "unknown"),
            )
        }
        return ModeEvidence(
            line=line,
            model_sha256=sha256,
            mode=mode,
            since=since,
            days=days,
            passed=sum(n for (passed, _), n in counts.items() if passed),
            rejected=sum(n for (passed, _), n in counts.items() if not passed),
            **known,
        )


def database_time(moment: datetime) -> str:
    """A moment as the tables keep it, for statements of words."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
