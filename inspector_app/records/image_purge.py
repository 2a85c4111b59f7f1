"""Keeps the image folder under its cap: what may go, in which order, and what the screen says of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from inspector_app.domain.messages import ImageFolder
from inspector_app.records.image_days import ImageDays
from inspector_app.records.image_files import ImageFiles
from inspector_app.records.images_in_work import ImagesInWork
from inspector_app.records.tables import KeptImageRow
from inspector_app.records.tables.work_lists import Keep
from inspector_app.records.writer import Writer
from inspector_app.settings.home import Home

IMAGES_A_STEP = 16


@dataclass(frozen=True, slots=True)
class KeepDays:
    """For how many days with images those of good and of failed, unanswered parts are kept; 0: not by their age."""

    good: int = 0
    failed: int = 0


class ImagePurge:
    """Removes old images, a few at a time.

    What is older than the site keeps it goes first. Over the cap only images of good parts go. With less free disk
    than the reserve, images of parts that wait go as well, since a row that can't be committed stops the line. One
    with a person's answer never goes.
    """

    def __init__(
        self,
        home: Home,
        writer: Writer,
        files: ImageFiles,
        in_work: ImagesInWork,
        *,
        cap_bytes: int,
        reserve_bytes: int,
        days: KeepDays | None = None,
    ) -> None:
        self._home = home
        self._writer = writer
        self._files = files
        self._in_work = in_work
        self._cap_bytes = cap_bytes
        self._reserve_bytes = reserve_bytes
        self._days = days or KeepDays()
        self._image_days = ImageDays()
        self._expired = 0
        self._unrecorded = files.set_apart_images()
        self._purged = 0
        self._purged_unanswered = 0
        self._nothing_left = False

    def step(self) -> int:
        """Removes a few images where there are too many; returns how many it removed."""
        if shutil.disk_usage(self._home.images).free < self._reserve_bytes:
            return self.make_room()
        if self._files.used_bytes > self._cap_bytes:
            return self._purge(Keep.PASSED)
        self._nothing_left = False
        return self._remove_expired()

    def make_room(self) -> int:
        """Removes a few images, unanswered ones where no good ones are left; returns how many it removed."""
        return self._purge(Keep.PASSED) or self._purge(Keep.WAITING)

    def folder(self) -> ImageFolder:
        """How full the folder is and what was removed, for the screen."""
        return ImageFolder(
            used_bytes=max(0, self._files.used_bytes),
            cap_bytes=self._cap_bytes,
            purged=self._purged,
            note=self._note(),
            waiting=self._in_work.waiting,
            most_waiting=self._in_work.most_waiting,
            unpacked=len(self._files.unpacked),
            most_unpacked=self._files.unpacked.most,
        )

    def _purge(self, keep: Keep) -> int:
        removed = self._remove_unrecorded() or self._remove_oldest(keep)
        self._purged += removed
        self._purged_unanswered += removed if keep is Keep.WAITING else 0
        self._nothing_left = not removed
        return removed

    def _remove_unrecorded(self) -> int:
        batch, self._unrecorded = self._unrecorded[:IMAGES_A_STEP], self._unrecorded[IMAGES_A_STEP:]
        return sum(self._files.remove(path) for path in batch)

    def _remove_expired(self) -> int:
        """Images of days that the site keeps no longer."""
        for keep, days in ((Keep.PASSED, self._days.good), (Keep.WAITING, self._days.failed)):
            if days:
                with self._writer.transaction() as connection:
                    last = self._image_days.last_before(connection, days)
                removed = self._remove_oldest(keep, last) if last is not None else 0
                if removed:
                    self._purged += removed
                    self._expired += removed
                    return removed
        return 0

    def _remove_oldest(self, keep: Keep, last: int | None = None) -> int:
        oldest = (
            select(KeptImageRow.frame_seq, KeptImageRow.image_path, KeptImageRow.golden_path)
            .where(KeptImageRow.keep == keep)
            .order_by(KeptImageRow.frame_seq)
            .limit(IMAGES_A_STEP)
        )
        if last is not None:
            oldest = oldest.where(KeptImageRow.frame_seq <= last)
        # Files first: on a full disk the rows can only change once there is room. Where the station stops in
        # between, the next start finds rows without files and mends them.
        with self._writer.transaction() as connection:
            batch = connection.execute(oldest).all()
            for row in batch:
                self._files.remove(row.image_path)
            gone = [row.frame_seq for row in batch]
            connection.execute(delete(KeptImageRow).where(KeptImageRow.frame_seq.in_(gone)))
            goldens = {row.golden_path for row in batch if row.golden_path is not None}
            with self._in_work.choosing_golden:
                self._remove_unused(connection, goldens - self._in_work.goldens())
        return len(batch)

    def _remove_unused(self, connection: Connection, goldens: set[str]) -> None:
        for golden in goldens:
            still_used = select(KeptImageRow.frame_seq).where(KeptImageRow.golden_path == golden).limit(1)
            if connection.execute(still_used).first() is None:
                self._files.remove(golden)

    def _note(self) -> str:
        if self._nothing_left:
            return "The image folder is full: all images left wait for an answer or have one."
        if self._purged_unanswered:
            return f"The disk is nearly full: {self._purged_unanswered} unanswered images were removed."
        if self._purged > self._expired:
            cap_mb = self._cap_bytes // 1_000_000
            gone = self._purged - self._expired
            return f"{gone} oldest images of good parts were removed to stay under {cap_mb} MB."
        if self._expired:
            return f"{self._expired} images were older than they are kept, and were removed."
        return ""
