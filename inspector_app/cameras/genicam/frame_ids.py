"""Frame ids of a device as they come: made endless, and watched for gaps."""

from __future__ import annotations

_SIXTEEN_BITS = 65535
"""GigE Vision 1.x counts 1 to 65535 and begins again at 1."""


class FrameIds:
    """The ids of one stream, from its start."""

    def __init__(self) -> None:
        self.missing = 0
        self._explained = 0
        self._raw: int | None = None
        self._endless = 0

    def thrown_away(self) -> None:
        """A buffer was refused before its id was read: one id less that is missing for no reason."""
        self._explained += 1

    def next(self, raw: int) -> int | None:
        """The id without its wrap; None where it is no later than the one before. Counts what is missing."""
        last = self._raw
        if last is None:
            self._raw = self._endless = raw
            return raw
        step = raw - last
        if step < 0 and last > _SIXTEEN_BITS - 1000 and last <= _SIXTEEN_BITS and raw < 1000:
            step += _SIXTEEN_BITS
        if step <= 0:
            return None
        self._raw = raw
        self._endless += step
        self.missing += max(0, step - 1 - self._explained)
        self._explained = 0
        return self._endless
