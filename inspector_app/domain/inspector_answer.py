"""What an inspector held a part to be by himself, without knowing the machine's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspector_app.domain.disposition import Condition


@dataclass(frozen=True, slots=True)
class InspectorAnswer:
    """One such answer. Rows are only ever added; of several about one part the newest counts.

    inspection_id: None where no machine saw the part: it went by while the station was away.
    """

    id: str
    inspection_id: str | None
    serial: str | None
    condition: Condition
    person: str
    at: datetime
    source: Literal["bench", "import"]
    defect_class: str | None = None
