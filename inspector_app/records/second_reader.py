"""Reads inspections that two models judged, with what people hold the parts to be."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import text

from inspector_app.domain.disposition import Condition
from inspector_app.domain.verdict import Outcome
from inspector_app.quality.second_opinions import BothJudged
from inspector_app.records.mode_reader import HELD_TO_BE, database_time
from inspector_app.records.reading import RecordsReader

_BOTH = text(
    f"""
    SELECT i.seq, v.outcome, s.outcome AS second, s.findings, {HELD_TO_BE} AS held,
      (SELECT json_group_array(DISTINCT f.defect_class) FROM findings f WHERE f.inspection_seq = i.seq) AS classes
    FROM second_opinions s JOIN inspections i ON i.seq = s.inspection_seq
    JOIN verdicts v ON v.inspection_seq = i.seq
    WHERE s.model_sha256 = :sha256 AND i.started_at >= :since ORDER BY i.seq
    """
)
_MODELS = text(
    """
    SELECT s.model, s.model_sha256, min(i.seq) AS first, count(*) AS parts FROM second_opinions s
    JOIN inspections i ON i.seq = s.inspection_seq WHERE i.started_at >= :since GROUP BY 1, 2 ORDER BY max(i.seq) DESC
    """
)
_NOT_COMPARED = text(
    """
    SELECT count(*) FROM inspections i WHERE i.seq >= :first AND i.started_at >= :since AND i.seq <=
      (SELECT max(inspection_seq) FROM second_opinions WHERE model_sha256 = :sha256)
      AND NOT EXISTS (SELECT 1 FROM second_opinions s WHERE s.inspection_seq = i.seq AND s.model_sha256 = :sha256)
    """
)


class SecondReader(RecordsReader):
    """What a second model said of the same parts. DatabaseError as of every reader."""

    def second_models(self, since: datetime) -> list[tuple[str, str, int]]:
        """Name, hash and first inspection of every second model since then, the newest first."""
        with self._reading() as connection:
            return [(row.model, row.model_sha256, row.first)
                    for row in connection.execute(_MODELS, {"since": database_time(since)})]  # fmt: skip

    def both_judged(self, sha256: str, since: datetime) -> list[BothJudged]:
        """The parts that this second model judged, too, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(_BOTH, {"sha256": sha256, "since": database_time(since)})
            return [
                BothJudged(
                    row.outcome == Outcome.PASS.value,
                    row.second == Outcome.PASS.value,
                    frozenset(json.loads(row.classes)),
                    frozenset(found[1] for found in json.loads(row.findings)),
                    Condition(row.held) if row.held is not None else None,
                )
                for row in rows
            ]

    def not_compared(self, sha256: str, first: int, since: datetime) -> int:
        """Parts between its first and its last that it did not judge: dropped under load, or it was away."""
        wanted = {"sha256": sha256, "first": first, "since": database_time(since)}
        with self._reading() as connection:
            return int(connection.execute(_NOT_COMPARED, wanted).scalar_one())
