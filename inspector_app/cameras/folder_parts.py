"""The parts of a folder: one a name, at a rate or as fast as the line takes them, once or in a loop.

Files are looked at a little ahead, in a thread of their own: a bad one is named and skipped before it becomes
a part.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, Full, Queue

from inspector_app.cameras.folder_files import FolderError, ImagePair, find_images
from inspector_app.domain.part import Part, new_id
from inspector_app.imaging import ImageError, read_image

_AHEAD = 8


class FolderParts:
    """Gives parts whose serial is the name of their images."""

    simulated = False
    missed = 0

    def __init__(
        self,
        folder: Path,
        views: Sequence[str],
        *,
        first_number: int = 1,
        loop: bool = False,
        parts_per_hour: float | None = None,
    ) -> None:
        """parts_per_hour None: the next part comes as soon as the line is free. Raises FolderError."""
        images = {view: find_images(folder, view) for view in views}
        self._troubles: Queue[str] = Queue(maxsize=1000)
        self._names = self._complete(images)
        self._number = first_number
        self._loop = loop
        self.parts_per_hour = parts_per_hour or 0.0
        self.running = True
        self.ended = False
        self._due = time.monotonic()
        self._checked: Queue[str | None] = Queue(maxsize=_AHEAD)
        self._closing = threading.Event()
        self._images = images
        self._checker = threading.Thread(target=self._check_ahead, name="folder-check", daemon=True)
        self._checker.start()

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part, waiting at most timeout_s; None where none is due. Sets `ended` after the last."""
        until = time.monotonic() + timeout_s
        if not self.running or self.ended or self._due > until:
            self._closing.wait(timeout_s)
            return None
        self._closing.wait(max(0.0, self._due - time.monotonic()))
        try:
            name = self._checked.get(timeout=max(0.001, until - time.monotonic()))
        except Empty:
            return None
        if name is None:
            self.ended = True
            return None
        self._due = time.monotonic() + (3600 / self.parts_per_hour if self.parts_per_hour else 0.0)
        part = Part(new_id(), self._number, serial=name)
        self._number += 1
        return part

    def truth(self, part: Part) -> str | None:
        """Nobody knows it."""
        return None

    def change_product(self, name: str) -> None:
        """Raises ValueError: what lies in the folder is what comes."""
        raise ValueError(f"a folder of images does not change to {name}")

    def troubles(self) -> list[str]:
        """What was skipped since the last call, and why; each names its file."""
        return [self._troubles.get() for _ in range(self._troubles.qsize())]

    def close(self) -> None:
        """Ends the thread."""
        self._closing.set()
        self._checker.join(timeout=5)

    def _complete(self, images: dict[str, dict[str, ImagePair]]) -> list[str]:
        every = sorted(set().union(*images.values()))
        names = [name for name in every if all(name in of_view for of_view in images.values())]
        for name in sorted(set(every) - set(names)):
            lacking = ", ".join(view for view, of_view in images.items() if name not in of_view)
            self._tell(f"{name} is skipped: there is no image of it for {lacking}")
        if not names:
            raise FolderError("no name has an image in every view")
        return names

    def _check_ahead(self) -> None:
        for name in self._rounds():
            if not self._put(name):
                return

    def _rounds(self) -> Iterator[str | None]:
        """Good names, then None for the end; a loop ends as well when a whole round holds nothing good."""
        first = True
        while first or self._loop:
            good = 0
            for name in self._names:
                if self._is_good(name, tell=first):
                    good += 1
                    yield name
            first = False
            if not good:
                break
        yield None

    def _is_good(self, name: str, *, tell: bool) -> bool:
        try:
            for of_view in self._images.values():
                pair = of_view[name]
                read_image(pair.image)
                if pair.golden is not None:
                    read_image(pair.golden)
        except ImageError as error:
            if tell:
                self._tell(f"skipped: {error}")
            return False
        return True

    def _put(self, name: str | None) -> bool:
        while not self._closing.is_set():
            try:
                self._checked.put(name, timeout=0.2)
            except Full:
                continue
            return True
        return False

    def _tell(self, trouble: str) -> None:
        if not self._troubles.full():
            self._troubles.put(trouble)
