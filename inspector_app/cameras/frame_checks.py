"""What must hold between frames of one camera: ids count up by one, no picture comes again and again."""

from __future__ import annotations

import zlib

from inspector_app.domain.frame import Image

SAME_IS_FROZEN = 3
_EVERY_ROW = 8


class FrameChecks:
    """Watches the triggered frames of one camera; it remembers pictures over a restart, but not ids."""

    def __init__(self) -> None:
        self.gaps = 0
        self.repeats = 0
        self._last_id: int | None = None
        self._last_print: int | None = None
        self._same = 0

    def restart(self) -> None:
        """The camera's process is a new one and counts from the beginning."""
        self._last_id = None

    def id_problem(self, frame_id: int, *, free_running: bool = False) -> str | None:
        """None where the id follows the one before, else what is wrong; counts gaps and repeats.

        free_running: the device counts on between parts, so that any later id follows.
        """
        last, self._last_id = self._last_id, frame_id
        if last is None or frame_id == last + 1 or (free_running and frame_id > last):
            return None
        if frame_id <= last:
            self.repeats += 1
            return f"frame id {frame_id} came again"
        self.gaps += frame_id - last - 1
        return f"frame ids {last + 1} to {frame_id - 1} are missing"

    def frozen(self, image: Image) -> bool:
        """Whether this is the third equal picture in a row (or a later one)."""
        # Sensors are noisy: no two exposures agree in all these rows, but a frozen buffer agrees everywhere.
        fingerprint = zlib.crc32(image[::_EVERY_ROW].tobytes())
        self._same = self._same + 1 if fingerprint == self._last_print else 1
        self._last_print = fingerprint
        return self._same >= SAME_IS_FROZEN
