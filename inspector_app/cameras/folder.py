"""The folder camera: gives the image of the part's name, with its golden where there is one."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from inspector_app.cameras.folder_files import FolderError, ImagePair, find_images
from inspector_app.cameras.kind import CaptureError, OpenError
from inspector_app.cameras.link import CameraSetup, TriggerOrder
from inspector_app.cameras.shot import Shot
from inspector_app.imaging import ImageError, read_image


def open_folder(setup: CameraSetup) -> FolderCamera:
    """The camera of a setup whose options name the `folder`. Raises OpenError."""
    folder = Path(str(setup.options.get("folder") or ""))
    try:
        return FolderCamera(find_images(folder, setup.view))
    except FolderError as error:
        raise OpenError(str(error)) from error


class FolderCamera:
    """Plays files. Which comes next is the part's serial, so that all views show the same board."""

    stills = True
    free_running = False
    thrown = 0
    ready = True

    def __init__(self, images: dict[str, ImagePair]) -> None:
        self._images = images
        self._taken = 0
        self._last: Shot | None = None

    def capture(self, order: TriggerOrder) -> Shot:
        """The image named like the part's serial. Raises CaptureError naming the file that is bad."""
        pair = self._images.get(order.serial or "")
        if pair is None:
            raise CaptureError(f"there is no image named {order.serial!r}")
        try:
            image = read_image(pair.image)
            golden = read_image(pair.golden) if pair.golden is not None else None
        except ImageError as error:
            raise CaptureError(str(error)) from error
        self._taken += 1
        self._last = Shot(image, self._taken, datetime.now(UTC), time.monotonic(), golden)
        return self._last

    def live(self) -> Shot | None:
        """What lies before this camera is the last image: shown again, taken now."""
        if self._last is None:
            return self._first_picture()
        return replace(self._last, captured_at=datetime.now(UTC), monotonic_s=time.monotonic())

    def prepare(self) -> None:
        """Nothing: reading a file is quick."""

    def close(self) -> None:
        """Nothing is open."""

    def _first_picture(self) -> Shot | None:
        pair = next(iter(self._images.values()))
        try:
            self._last = Shot(read_image(pair.image), 0, datetime.now(UTC), time.monotonic())
        except ImageError:  # named where the part comes
            return None
        return self._last
