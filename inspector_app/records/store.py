"""The single writer of a home's records: inspections, answers, shifts, images."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Connection

from inspector_app.domain.frame import Frame, Image
from inspector_app.domain.messages import Counters, ImageFolder
from inspector_app.domain.part import Inspection, StoredFrame
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.shift import EventKind, Shift
from inspector_app.domain.verdict import Outcome
from inspector_app.inspection.ports import RecordError
from inspector_app.records import answer_rows, shift_book
from inspector_app.records.database import BUSY_TIMEOUT_S
from inspector_app.records.image_files import ImageFiles
from inspector_app.records.image_formats import ImageFormats
from inspector_app.records.image_keeper import ImageKeeper
from inspector_app.records.image_packing import Packing
from inspector_app.records.image_purge import ImagePurge, KeepDays
from inspector_app.records.image_reconciling import reconcile_images
from inspector_app.records.images_in_work import ImagesInWork
from inspector_app.records.inspection_rows import InspectionRows, References
from inspector_app.records.locking import HomeLock
from inspector_app.records.migrate import upgrade
from inspector_app.records.mode_store import ModeStore
from inspector_app.records.tally import Tally
from inspector_app.records.writer import Writer
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

MEGABYTE = 1_000_000
WAIT_AT_WORK_S = 1.0
"""For a locked database while parts come: longer than their deadline, shorter than what looks like a hung line."""


class Store(ModeStore):
    """Adds rows and keeps images. Any thread may call; one transaction runs at a time.

    Every method that adds raises RecordError, nothing being half done, where the rows can't be kept.
    """

    def __init__(self, home: Home, settings: Settings, writer: Writer) -> None:
        """For `open`, which holds the lock and has upgraded the database."""
        super().__init__(writer)
        writer.when_undone(self._known.forget)
        files = ImageFiles(home, ImageFormats.of(settings))
        self.images_set_apart = reconcile_images(home, writer, files)
        """How many images without a row this start found."""
        self._in_work = ImagesInWork()
        self._purge = ImagePurge(
            home,
            writer,
            files,
            self._in_work,
            cap_bytes=settings.image_cap_mb * MEGABYTE,
            reserve_bytes=settings.disk_reserve_mb * MEGABYTE,
            days=KeepDays(settings.keep_good_days, settings.keep_failed_days),
        )
        self._images = ImageKeeper(files, self._in_work, self._purge)
        self._packing = Packing(files)
        self._lock: HomeLock | None = None
        with writer.transaction() as connection:
            self._rows = InspectionRows(connection)
            self._shift = shift_book.running_shift(connection)
            self._lot = shift_book.current_lot(connection)
            self._tally = Tally()
            if self._shift is not None:
                seq = shift_book.shift_seq(connection, self._shift.id)
                self._tally = Tally.of_shift(connection, seq)

    @classmethod
    def open(
        cls,
        home: Home,
        settings: Settings,
        lock: HomeLock | None = None,
        *,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> Self:
        """Locks the home (unless `lock` holds it already), upgrades the database, mends the image folder.

        Raises HomeBusyError, HomeError, DatabaseError, or RecordError where the disk is full.
        """
        home.create()
        own = HomeLock(home).acquire() if lock is None else None
        writer: Writer | None = None
        try:
            upgrade(home, busy_timeout_s)
            writer = Writer(home.database, busy_timeout_s)
            writer.prove()
            store = cls(home, settings, writer)
            writer.wait_at_most(min(busy_timeout_s, WAIT_AT_WORK_S))
        except BaseException:
            if writer is not None:
                writer.close()
            if own is not None:
                own.release()
            raise
        store._lock = own
        return store

    def close(self) -> None:
        """Ends the connection and gives back the lock that `open` took."""
        self._packing.close()
        self._writer.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the hot path -------------------------------------------------------------------------------

    def keep_image(
        self, inspection_id: str, frame: Frame, mm_per_px: float, golden_path: str | None
    ) -> StoredFrame:
        """Writes and syncs the image of a frame and its golden. May run beside the other methods."""
        return self._images.keep(inspection_id, frame, mm_per_px, golden_path)

    def expect_images(self, count: int) -> None:
        """So many calls of keep_image follow. Raises RecordError where too many images wait already."""
        self._in_work.expect(count)

    def keep_lossless(self, inspection_id: str, stored: StoredFrame, image: Image) -> StoredFrame:
        """The part did not pass: its image without loss in the place of the one that was kept."""
        return self._images.keep_lossless(inspection_id, stored, image)

    def keep_heat_map(self, stored: StoredFrame, heat: Image) -> None:
        """Writes the heat map of a view beside its image."""
        self._images.keep_heat_map(stored, heat)

    def record(self, inspection: Inspection) -> None:
        """Commits all rows of one inspection; they are on disk on return."""
        sizes = self._in_work.sizes(inspection.id)
        try:
            with self._writer.turn:
                with self._writer.transaction() as connection:
                    refs = self._references(connection, inspection)
                    self._rows.add(connection, inspection, refs, sizes)
                self._rows.added(inspection)
                self._tally.count(inspection)
        except RecordError:
            self.discard(inspection.id)
            raise
        self._in_work.done(inspection.id)

    def discard(self, inspection_id: str) -> None:
        """Removes the images of an inspection that gets no row."""
        self._images.not_recorded(inspection_id)

    def keep_golden(self, image: Image) -> str:
        """Keeps the golden of a recipe that goes to work, each content once; its path is for `keep_image`."""
        return self._images.keep_golden(image)

    def purge_step(self) -> int:
        """For a moment between parts: removes a few images where there are too many; how many it removed."""
        self._writer.checkpoint()
        self._packing.look()
        return self._purge.step()

    def image_folder(self) -> ImageFolder:
        """How full the image folder is, for the screen."""
        return self._purge.folder()

    # --- what decides -------------------------------------------------------------------------------

    def remember_recipe(self, recipe: Recipe) -> None:
        """Keeps the whole content of a recipe before it is used; each content once."""
        with self._writer.transaction() as connection:
            self._known.remember_recipe(connection, recipe)

    def remember_model(self, name: str, sha256: str, card_json: str) -> None:
        """Keeps the card of a model before it is used; each content once."""
        with self._writer.transaction() as connection:
            self._known.remember_model(connection, name, sha256, card_json)

    # --- shifts, lots, events -----------------------------------------------------------------------

    def current_shift(self) -> Shift | None:
        """The shift that runs, or None."""
        return self._shift

    def start_shift(self, shift: Shift) -> None:
        """Starts a shift; refused while one runs."""
        with self._writer.transaction() as connection:
            shift_book.start_shift(connection, shift)
        self._shift = shift
        self._tally = Tally()

    def end_shift(self, notes: str = "", at: datetime | None = None) -> Shift:
        """Ends the running shift and returns it as it was; refused where none runs."""
        with self._writer.transaction() as connection:
            ended = shift_book.end_shift(connection, at or datetime.now(UTC), notes)
        self._shift = None
        self._tally = Tally()
        return ended

    def resume_shift(self, alive_until: datetime | None) -> float:
        """The line runs again: a running shift gets its time without a line as a stop. Returns it in s."""
        with self._writer.transaction() as connection:
            return shift_book.resume_shift(connection, alive_until, datetime.now(UTC))

    def current_lot(self) -> str | None:
        """The lot that was set last; it outlives a restart."""
        return self._lot

    def set_lot(self, lot: str | None) -> None:
        """The next parts belong to this lot."""
        with self._writer.transaction() as connection:
            seq = self._known.lot(connection, lot)
            shift_book.set_lot(connection, seq, datetime.now(UTC))
        self._lot = lot

    def add_event(self, kind: EventKind, text: str, source: str = "", at: datetime | None = None) -> str:
        """Keeps something that happened and returns its id, for `end_event` where it lasts."""
        when = at or datetime.now(UTC)
        with self._writer.transaction() as connection:
            shift = self._known.shift(connection, self._shift.id if self._shift else None)
            event_id = shift_book.add_event(connection, shift, at=when, kind=kind, text=text, source=source)
        self._tally.lost_frames += kind == "lost frame"
        return event_id

    def standing_stop(self) -> tuple[str, str] | None:
        """The newest stop that only a person ends and nobody has ended: its id and its words."""
        with self._writer.transaction() as connection:
            return shift_book.standing_stop(connection)

    def keep_report_issued(self, shift_id: str | None, text: str) -> None:
        """A report of a shift (None: the newest that has ended) went out: the answers in it are final."""
        with self._writer.transaction() as connection:
            shift_book.add_report_issued(connection, shift_id, text, datetime.now(UTC))

    def end_event(self, event_id: str, at: datetime | None = None) -> None:
        """Keeps when something ended that lasted: a stop, an outage."""
        with self._writer.transaction() as connection:
            shift_book.end_event(connection, event_id, at or datetime.now(UTC))

    # --- counts -------------------------------------------------------------------------------------

    def last_part_number(self) -> int:
        """The highest part number so far, 0 before the first part; numbers go on after a restart."""
        with self._writer.transaction() as connection:
            return self._rows.last_part_number(connection)

    def newest_inspection_at(self) -> datetime | None:
        """When the newest inspection began, by the clock of then; None before the first."""
        with self._writer.transaction() as connection:
            return self._rows.newest_at(connection)

    def counters(self) -> Counters:
        """Counts of the running shift; waiting and in_hold_bin are all there are."""
        with self._writer.transaction() as connection:
            waiting, held = answer_rows.count_open_work(connection)
        tally = self._tally
        return Counters(
            inspected=tally.inspected,
            passed=tally.outcomes[Outcome.PASS],
            failed=tally.outcomes[Outcome.FAIL],
            review=tally.outcomes[Outcome.REVIEW],
            waiting=waiting,
            in_hold_bin=held,
            lost_frames=tally.lost_frames,
            late=tally.late,
            p99_latency_ms=tally.p99_latency_ms,
        )

    def _references(self, connection: Connection, inspection: Inspection) -> References:
        known, made_by = self._known, inspection.provenance
        recipe, held = known.recipe(connection, made_by.recipe, made_by.recipe_version)
        shift_id = inspection.shift_id or (self._shift.id if self._shift else None)
        return References(
            recipe=recipe,
            model=known.model(connection, made_by.model, made_by.model_sha256),
            lot=known.lot(connection, inspection.part.lot),
            shift=known.shift(connection, shift_id),
            held_if_rejected=held,
        )
