"""The newest pictures for a window, by the rings that the line names."""

from __future__ import annotations

from collections import OrderedDict

from inspector_app.cameras.ring_layout import RingError
from inspector_app.cameras.ring_reader import RingFrame, RingReader

_OPEN_AT_ONCE = 16


class LiveFrames:
    """Opens rings as they are asked for. Called from one thread at a time."""

    def __init__(self) -> None:
        self._readers: OrderedDict[str, RingReader] = OrderedDict()

    def newest(self, ring: str) -> RingFrame | None:
        """A copy of the newest frame in a ring; None where nothing new came, or the ring is gone."""
        reader = self._readers.get(ring) or self._open(ring)
        return reader.newest() if reader is not None else None

    def close(self) -> None:
        """Lets go of all rings."""
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    def _open(self, ring: str) -> RingReader | None:
        try:
            reader = RingReader(ring)
        except RingError:
            return None
        self._readers[ring] = reader
        while len(self._readers) > _OPEN_AT_ONCE:  # rings of cameras that were restarted meanwhile
            self._readers.popitem(last=False)[1].close()
        return reader
