"""What is broken at the moment, and when a broken network is loaded anew."""

from __future__ import annotations

from enum import Enum

IN_A_ROW = 3


class Cure(Enum):
    """What is to be done after a part."""

    NOTHING = "nothing"
    RELOAD = "reload"
    FAULT = "fault"
    RECOVERED = "recovered"


class Faults:
    """Three failures of inference in a row: reload. Three more: a fault, until a part goes through again."""

    def __init__(self) -> None:
        self.inference: str | None = None
        self.record: str | None = None
        self.output: str | None = None
        self.link: str | None = None
        self._failures = 0
        self._reloaded = False

    @property
    def sentence(self) -> str:
        """What people are told; empty where all is well."""
        return "; ".join(text for text in (self.record, self.inference, self.output, self.link) if text)

    def inspected(self, failure: str | None) -> Cure:
        """A part went through; failure: why inference failed on it."""
        if failure is None:
            was_broken = self.inference is not None
            self.inference, self._failures, self._reloaded = None, 0, False
            return Cure.RECOVERED if was_broken else Cure.NOTHING
        self._failures += 1
        if self._failures < IN_A_ROW:
            return Cure.NOTHING
        self._failures = 0
        if not self._reloaded:
            self._reloaded = True
            return Cure.RELOAD
        return self._break(failure)

    def reload_failed(self, why: str) -> Cure:
        """The network could not be loaded anew."""
        return self._break(f"the network can't be loaded: {why}")

    def _break(self, why: str) -> Cure:
        known = self.inference is not None
        self.inference, self._reloaded = why, False  # and three failures later it is loaded anew again
        return Cure.NOTHING if known else Cure.FAULT
