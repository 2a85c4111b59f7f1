"""Makes images smaller that were written in a hurry, one at a time beside the line."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from inspector_app.records.image_files import ImageFiles


class Packing:
    """A thread that only works when it is told to; what it has not come to stays larger, and whole."""

    def __init__(self, files: ImageFiles) -> None:
        self._files = files
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pack-image")
        self._at_work: Future[bool] | None = None

    def look(self) -> None:
        """A moment between parts: begins with the next image where none is in work."""
        if len(self._files.unpacked) and (self._at_work is None or self._at_work.done()):
            self._at_work = self._thread.submit(self._files.pack_one)

    def close(self) -> None:
        """Waits for the image in work."""
        self._thread.shutdown(wait=True)
