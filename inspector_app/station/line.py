"""The line: its loop over parts, and everything that begins and ends with it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from inspector_app.domain.messages import Command
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.ports import RecordError
from inspector_app.station.block_watch import BlockWatch
from inspector_app.station.camera_watch import CameraWatch
from inspector_app.station.clock_watch import ClockWatch
from inspector_app.station.command_desk import Answer, CommandDesk
from inspector_app.station.feed import begin_stopped, standing_stop, start_feed
from inspector_app.station.floor import Floor, LineNames, LineTools
from inspector_app.station.heart import Heart, last_beat
from inspector_app.station.line_state import line_state
from inspector_app.station.link_watch import LinkWatch
from inspector_app.station.part_cycle import PartCycle
from inspector_app.station.pending_recipe import PendingRecipe
from inspector_app.station.ports import RecipeAtWork
from inspector_app.station.readiness import update_ready
from inspector_app.station.ready_watch import ReadyWatch
from inspector_app.station.result import LineResult

__all__ = ["Line", "LineTools"]

_TURN_S = 0.05
_CAMERAS_UP_S = 20.0
_SLOW_TURN_S = 30.0
"""A command may load another recipe and its network."""
_PURGE_EVERY_S = 0.5
_LOG = logging.getLogger(__name__)


class Line:
    """Runs on the thread that calls run(); commands may come from any."""

    def __init__(
        self,
        tools: LineTools,
        recipe: Recipe,
        open_recipe: Callable[[], RecipeAtWork],
        *,
        names: LineNames | None = None,
        desk: CommandDesk | None = None,
        beat_file: Path | None = None,
        newest_row: datetime | None = None,
    ) -> None:
        """`open_recipe` puts the recipe to work when the line runs, beside everything else that comes up.

        desk: where commands of windows arrive, else one of its own. beat_file: what a watchdog looks at.
        newest_row: when the newest inspection of the records began, which the clock must not be behind.
        """
        self._floor = Floor(tools, PendingRecipe(recipe), names or LineNames())
        self._open_recipe = open_recipe
        self._desk = desk or CommandDesk()
        self._cycle = PartCycle(self._floor, lambda: self._heart.progress(_SLOW_TURN_S))
        self._watch = CameraWatch(self._floor)
        self._ready_watch = ReadyWatch(self._floor)
        self._block = BlockWatch(self._floor)
        self._link = LinkWatch(self._floor)
        self._clock = ClockWatch(self._floor, newest_row)
        self._died_at = last_beat(beat_file)
        self._came_up = False
        self._stop_before: tuple[str, str] | None = None
        self._heart = Heart(beat_file, self._beat)
        self._purge_at = 0.0

    def take(self, command: Command, answer: Answer) -> None:
        """A command of a window; returns at once."""
        self._desk.take(command, answer)

    def stop(self) -> None:
        """Ends the loop after the part in work; safe in a signal handler."""
        self._floor.stopping.set()

    def run(
        self,
        *,
        seconds: float | None = None,
        parts: int | None = None,
        stop_at_end: bool = False,
        cameras_up_s: float = _CAMERAS_UP_S,
        restarted: bool = False,
        starts_feed: bool = False,
    ) -> LineResult:
        """Inspects until it is stopped, or the time or number of parts is reached, or no part is left.

        The last only with stop_at_end. seconds count from the first moment that parts may come. restarted: a watchdog
        brought a line back that died, so a person has to start the feed. starts_feed: whoever runs it asks for parts,
        though the feed was stopped before. Raises what open_recipe raises.
        """
        floor = self._floor
        try:
            self._begin(cameras_up_s)
            self._begin_feed(restarted=restarted, starts_feed=starts_feed)
            until = time.monotonic() + seconds if seconds is not None else float("inf")
            while not floor.stopping.is_set() and time.monotonic() < until:
                if parts is not None and floor.score.parts >= parts:
                    break
                if stop_at_end and floor.tools.source.ended:
                    break
                self._turn()
        finally:
            self._end()
        return self._result()

    def _begin(self, cameras_up_s: float) -> None:
        floor, tools = self._floor, self._floor.tools
        tools.source.running = False
        self._heart.start()
        tools.cameras.start()
        floor.lost_in_records = tools.records.counters().lost_frames
        floor.recount()
        before = tools.records.current_shift()
        self._stop_before = standing_stop(floor)
        self._come_up(time.monotonic() + cameras_up_s)
        self._came_up = True
        if floor.at_work.standing:
            floor.tell("info", floor.at_work.standing)
        if before is not None and before == tools.records.current_shift():
            self._resume_shift()

    def _begin_feed(self, *, restarted: bool, starts_feed: bool) -> None:
        """A feed that stood when the line ended stands still; so does one whose line died."""
        floor, before = self._floor, self._stop_before
        if starts_feed:
            floor.stop_event = before[0] if before is not None and standing_stop(floor) is not None else None
            start_feed(floor)
        elif not begin_stopped(floor, before, restarted=restarted):
            start_feed(floor)
        update_ready(floor)

    def _resume_shift(self) -> None:
        """A shift that runs on over a restart must not hide that the line stood still."""
        floor = self._floor
        try:
            away = floor.tools.records.resume_shift(self._died_at)
        except RecordError as error:
            _LOG.error("the time without a line could not be kept: %s", error)
            return
        if away:
            floor.tell("info", f"The line did not run for {away:.0f} s of this shift; its report says so.")

    def _keep_closing(self) -> None:
        """The stop ends when the line runs again; one that never came up leaves the stop before it as it is."""
        floor = self._floor
        running = self._came_up and floor.stop_event is None
        if running and floor.tools.records.current_shift() is not None:
            floor.keep_event("stop", "the line was closed", "line")

    def _come_up(self, cameras_until: float) -> None:
        """Loads the network while the cameras come up, and listens to the windows meanwhile."""
        floor = self._floor
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="open-recipe") as beside:
            opening = beside.submit(self._open_recipe)
            while not (floor.stopping.is_set() or (opening.done() and self._cameras_up(cameras_until))):
                self._heart.progress(_SLOW_TURN_S)
                self._work_commands()
                floor.stopping.wait(_TURN_S)
            self._heart.progress(_SLOW_TURN_S)
            floor.at_work = opening.result()

    def _cameras_up(self, until: float) -> bool:
        return self._floor.tools.cameras.all_live or time.monotonic() > until

    def _turn(self) -> None:
        floor = self._floor
        self._heart.progress(_SLOW_TURN_S)
        self._work_commands()
        self._link.look()
        self._heart.progress()
        for trouble in floor.tools.source.troubles():
            floor.tell("warning", trouble)
        self._watch.look()
        self._clock.look()
        self._ready_watch.look()
        self._block.look()
        part = floor.tools.source.next_part(_TURN_S)
        if part is not None:
            self._cycle.run(part)
            self._publish_state()
        elif floor.tools.source.ended and floor.state == "running":
            floor.state = "paused"
            floor.tell("info", "All parts are through.")
        self._purge()

    def _work_commands(self) -> None:
        if self._desk.work(self._floor):
            update_ready(self._floor)
            self._publish_state()

    def _purge(self) -> None:
        if time.monotonic() < self._purge_at:
            return
        self._purge_at = time.monotonic() + _PURGE_EVERY_S
        try:
            self._floor.tools.records.purge_step()
        except Exception:  # a full image folder is told by the records themselves
            _LOG.exception("old images could not be removed")

    def _beat(self, stalled: bool) -> None:
        update_ready(self._floor, stalled=stalled)
        self._publish_state()

    def _publish_state(self) -> None:
        self._floor.tools.publish(line_state(self._floor))

    def _end(self) -> None:
        """In the order in which things depend on each other; one that fails does not keep the rest open."""
        floor, tools = self._floor, self._floor.tools
        floor.state = "stopping"
        for close in (
            self._publish_state,
            tools.guard.close,
            self._watch.close,
            self._ready_watch.close,
            self._link.close,
            self._keep_closing,
            tools.source.close,
            tools.cameras.close,
            floor.at_work.close,
            self._heart.close,
        ):
            try:
                close()
            except Exception:
                _LOG.exception("the line did not end cleanly")

    def _result(self) -> LineResult:
        tools = self._floor.tools
        return self._floor.score.result(
            lost_frames=tools.cameras.lost_frames,
            missed=tools.source.missed,
            skipped_live_frames=tools.cameras.skipped_live_frames,
            images=tools.records.image_folder(),
        )
