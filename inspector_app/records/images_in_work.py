"""Images that are on disk already while their rows are not."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from inspector_app.inspection.ports import RecordError

MOST_WAITING = 32
"""Images of four parts of eight views; a part is only through when its images are there, so it is never reached."""
PARTS_IN_WORK = 64
"""More than ever are between image and row; older ones were given up, and the next start sets them apart."""


@dataclass(slots=True)
class _OnePart:
    sizes: dict[str, int] = field(default_factory=dict)
    goldens: set[str] = field(default_factory=set)


class ImagesInWork:
    """What is kept for inspections that are not recorded yet. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: OrderedDict[str, _OnePart] = OrderedDict()
        self._held_goldens: set[str] = set()
        self.waiting = self.most_waiting = 0
        """Images that are being encoded and written now, and the most that ever were at once."""
        self.choosing_golden = threading.Lock()
        """Held from "this golden is there" to "this part uses it", and while unused ones are removed."""

    def hold_golden(self, path: str) -> None:
        """A recipe compares with this golden: it is in use for as long as the line runs."""
        with self._lock:
            self._held_goldens.add(path)

    def add_golden(self, inspection_id: str, path: str) -> None:
        """From now on this golden is in use, though no row says so."""
        with self._lock:
            self._part(inspection_id).goldens.add(path)

    def add_image(self, inspection_id: str, path: str, size: int) -> None:
        """An image of `size` bytes is on disk."""
        with self._lock:
            self._part(inspection_id).sizes[path] = size

    def replace_image(self, inspection_id: str, old: str, path: str, size: int) -> None:
        """Another file is there in the place of one."""
        with self._lock:
            sizes = self._part(inspection_id).sizes
            sizes.pop(old, None)
            sizes[path] = size

    def expect(self, images: int) -> None:
        """So many images more are on their way to the disk. Raises RecordError where too many are."""
        with self._lock:
            if self.waiting + images > MOST_WAITING:
                raise RecordError(
                    f"{self.waiting} images wait to be written already: the disk does not keep up."
                )
            self.waiting += images
            self.most_waiting = max(self.most_waiting, self.waiting)

    def arrived(self) -> None:
        """One of them is there, or will not come."""
        with self._lock:
            self.waiting = max(0, self.waiting - 1)

    def sizes(self, inspection_id: str) -> dict[str, int]:
        """Bytes of the images of an inspection, by path."""
        with self._lock:
            part = self._parts.get(inspection_id)
            return dict(part.sizes) if part is not None else {}

    def goldens(self) -> set[str]:
        """All goldens in use."""
        with self._lock:
            return self._held_goldens.union(*(part.goldens for part in self._parts.values()))

    def done(self, inspection_id: str) -> None:
        """The rows are committed, or the images are gone."""
        with self._lock:
            self._parts.pop(inspection_id, None)

    def _part(self, inspection_id: str) -> _OnePart:
        part = self._parts.setdefault(inspection_id, _OnePart())
        while len(self._parts) > PARTS_IN_WORK:
            self._parts.popitem(last=False)
        return part
