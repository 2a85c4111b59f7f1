"""Keeps the images of inspections: written and synced before their rows."""

from __future__ import annotations

import errno
import logging
from dataclasses import replace

from inspector_app.domain.frame import Frame, Image
from inspector_app.domain.part import StoredFrame
from inspector_app.inspection.ports import RecordError
from inspector_app.records.image_files import ImageFiles
from inspector_app.records.image_purge import ImagePurge
from inspector_app.records.images_in_work import ImagesInWork

_LOG = logging.getLogger(__name__)


class ImageKeeper:
    """Any thread may keep images, also beside the one that records."""

    def __init__(self, files: ImageFiles, in_work: ImagesInWork, purge: ImagePurge) -> None:
        self._files = files
        self._in_work = in_work
        self._purge = purge
        self._goldens: dict[str, Image] = {}

    def keep(
        self, inspection_id: str, frame: Frame, mm_per_px: float, golden_path: str | None
    ) -> StoredFrame:
        """Writes and syncs the image of a frame and its own golden; raises RecordError where it can't.

        golden_path: a golden from `keep_golden`, for frames that bring none.
        """
        try:
            return self._keep_or_make_room(inspection_id, frame, mm_per_px, golden_path)
        except (OSError, ValueError) as error:
            raise RecordError(
                f"The image of view {frame.view} could not be kept: {_reason(error)}."
            ) from error
        finally:
            self._in_work.arrived()

    def keep_lossless(self, inspection_id: str, stored: StoredFrame, image: Image) -> StoredFrame:
        """The part did not pass: its image without loss, where the site wants that and there is room; else as it is."""
        if stored.image_path is None or not self._files.failed_lossless:
            return stored
        try:
            kept = self._files.keep_lossless(stored.image_path, image)
        except (OSError, ValueError):
            _LOG.warning("the image of view %s stays with loss: there is no room for more", stored.view)
            return stored
        self._in_work.replace_image(inspection_id, stored.image_path, kept.path, kept.size)
        return replace(stored, image_path=kept.path)

    def keep_heat_map(self, stored: StoredFrame, heat: Image) -> None:
        """Writes the heat map beside a kept image; raises RecordError where it can't."""
        if stored.image_path is None:
            return
        try:
            self._files.keep_heat_map(stored.image_path, heat)
        except (OSError, ValueError) as error:
            raise RecordError(
                f"The heat map of view {stored.view} could not be kept: {_reason(error)}."
            ) from error

    def keep_golden(self, image: Image) -> str:
        """Writes and syncs a golden for all parts to come; raises RecordError where it can't. Returns its path."""
        try:
            with self._in_work.choosing_golden:
                path = self._files.keep_golden(image)
                self._in_work.hold_golden(path)
                self._goldens[path] = image
        except (OSError, ValueError) as error:
            raise RecordError(f"A golden could not be kept: {_reason(error)}.") from error
        return path

    def not_recorded(self, inspection_id: str) -> None:
        """The rows could not be kept, so the images go too."""
        for path in self._in_work.sizes(inspection_id):
            self._files.remove(path)
        self._in_work.done(inspection_id)

    def _keep_or_make_room(
        self, inspection_id: str, frame: Frame, mm_per_px: float, golden_path: str | None
    ) -> StoredFrame:
        try:
            return self._keep(inspection_id, frame, mm_per_px, golden_path)
        except OSError as error:
            if error.errno != errno.ENOSPC or not self._purge.make_room():
                raise
        return self._keep(inspection_id, frame, mm_per_px, golden_path)

    def _keep(
        self, inspection_id: str, frame: Frame, mm_per_px: float, golden_path: str | None
    ) -> StoredFrame:
        if frame.golden is not None:
            golden_path = self._keep_own_golden(inspection_id, frame.golden)
        elif golden_path in self._goldens and not self._files.has(golden_path):
            # somebody has cleared the folder
            self._files.keep_golden(self._goldens[golden_path])
        image = self._files.keep(inspection_id, frame.view, frame.image)
        self._in_work.add_image(inspection_id, image.path, image.size)
        height, width = frame.image.shape[:2]
        return StoredFrame(
            view=frame.view,
            device_frame_id=frame.device_frame_id,
            captured_at=frame.captured_at,
            image_path=image.path,
            golden_path=golden_path,
            width=width,
            height=height,
            mm_per_px=mm_per_px,
        )

    def _keep_own_golden(self, inspection_id: str, golden: Image) -> str:
        with self._in_work.choosing_golden:
            path = self._files.keep_golden(golden)
            self._in_work.add_golden(inspection_id, path)
        return path


def _reason(error: Exception) -> object:
    return error.strerror if isinstance(error, OSError) and error.strerror else error
