"""A camera whose picture is frozen: the same one comes again and again."""

from __future__ import annotations

import zlib

from inspector_app.domain.frame import Image

SAME_IS_FROZEN = 3
_EVERY_ROW = 8


class FrozenPicture:
    """Watches the triggered frames of one camera, over restarts of its process too."""

    def __init__(self) -> None:
        self._last_print: int | None = None
        self._same = 0

    def frozen(self, image: Image) -> bool:
        """Whether this is the third equal picture in a row (or a later one)."""
        # Sensors are noisy: no two exposures agree in all these rows, but a frozen buffer agrees everywhere.
        fingerprint = zlib.crc32(image[::_EVERY_ROW].tobytes())
        self._same = self._same + 1 if fingerprint == self._last_print else 1
        self._last_print = fingerprint
        return self._same >= SAME_IS_FROZEN
