"""The link of a station without a PLC."""

from __future__ import annotations

from inspector_app.domain.line_signals import StationWord
from inspector_app.domain.part import Part


class NoLink:
    """Where no PLC is set up (LineLink)."""

    trouble = ""
    halting = False

    def state(self) -> None:
        """There is none."""

    def progress(self) -> None:
        """Nobody listens."""

    def begin(self, part: Part, *, drives: bool) -> None:
        """Nobody listens."""

    def finish(self, part: Part) -> None:
        """Nobody listens."""

    def set_state(self, said: StationWord) -> None:
        """Nobody listens."""

    def asked_product(self) -> None:
        """Nobody asks."""

    def refuse_recipe(self, number: int, why: str) -> None:
        """Nobody asked."""

    def news(self) -> list[str]:
        """There is none."""
        return []

    def acknowledge(self) -> None:
        """There are no faults."""
