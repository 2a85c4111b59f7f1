"""The line's hot path: capture has happened; check, align, detect, judge, record, signal."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Inspection, Part, Provenance, StoredFrame, new_id
from inspector_app.domain.recipe import Mode, Recipe, ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Signal, Verdict
from inspector_app.inspection.examine import Examination, rules_of
from inspector_app.inspection.examiners import Examiner, examine_frame, new_examiner
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import LoadedRecipe, Network, Outputs, Recorder, RecordError
from inspector_app.inspection.stages import StageTimes

Keeping = Mapping[str, "Future[StoredFrame]"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the hot path works with; smallest_found_px is what the model's card says, a class."""

    network: Network
    smallest_found_px: Mapping[str, float]
    recorder: Recorder
    outputs: Outputs


class PartInspector:
    """Inspects parts by one recipe. Make a new one to change the recipe: a part is never judged by two."""

    def __init__(self, loaded: LoadedRecipe, tools: Tools, provenance: Provenance) -> None:
        self._loaded = loaded
        self._recipe = loaded.recipe
        self._tools = tools
        self._provenance = provenance
        self._examiners = {view.name: self._new_examiner(view) for view in self._recipe.views}
        self._encoder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keep-image")

    @property
    def recipe(self) -> Recipe:
        """What this inspector inspects by."""
        return self._recipe

    def change_mode(self, mode: Mode) -> None:
        """From the next part on; for the thread that inspects. Nothing of it can fail: it is the way down."""
        self._recipe = self._recipe.model_copy(update={"mode": mode})

    def change_network(self, network: Network) -> None:
        """The same network, loaded anew, from the next part on; for the thread that inspects."""
        self._tools = replace(self._tools, network=network)
        self._examiners = {view.name: self._new_examiner(view) for view in self._recipe.views}

    def examiner(self, view: str) -> Examiner:
        """The examiner of one view, for measuring it alone."""
        return self._examiners[view]

    def close(self) -> None:
        """Waits for images that are being kept, then lets the thread go."""
        self._encoder.shutdown(wait=True)

    def inspect(
        self,
        part: Part,
        frames: Mapping[str, Frame],
        *,
        shift_id: str | None = None,
        since: float | None = None,
    ) -> Inspection:
        """One part, from frames in hand to signal sent.

        `since` is when the part was triggered (monotonic seconds), from which the deadline counts. Raises
        RecordError after the REJECT was sent, where the inspection could not be kept.
        """
        start = time.monotonic() if since is None else since
        times = StageTimes()
        inspection_id = new_id()
        try:
            keeping = self._start_keeping(inspection_id, frames)
            examined = self._examine(frames, times)
            verdict = self._judge(examined, start)
            with times.measure("keep image"):
                stored = self._stored(inspection_id, keeping, frames, verdict)
                self._keep_heat_maps(inspection_id, stored, examined)
            inspection = self._record(
                inspection_id, part, stored, examined, verdict, shift_id=shift_id, start=start, times=times
            )
        except RecordError:
            self._signal(part, Signal.REJECT)
            raise
        self._signal(part, self._in_time(inspection, start), inspection.verdict)
        return inspection

    def _start_keeping(self, inspection_id: str, frames: Mapping[str, Frame]) -> Keeping:
        """Encoding and syncing run beside detection."""
        views = [view for view in self._recipe.views if view.name in frames]
        self._tools.recorder.expect_images(len(views))
        return {
            view.name: self._encoder.submit(
                self._tools.recorder.keep_image,
                inspection_id,
                frames[view.name],
                view.mm_per_px,
                self._loaded.golden_paths.get(view.name),
            )
            for view in views
        }

    def _examine(self, frames: Mapping[str, Frame], times: StageTimes) -> dict[str, Examination]:
        return {
            view.name: examine_frame(self._examiners[view.name], view.name, frames.get(view.name), times)
            for view in self._recipe.views
        }

    def _judge(self, examined: Mapping[str, Examination], start: float) -> Verdict:
        late = self._late(start)
        if late is not None:
            return late
        findings = [finding for one in examined.values() for finding in one.findings]
        problems = [one.problem for one in examined.values() if one.problem is not None]
        return judge_views(findings, problems, self._recipe)

    def _late(self, start: float) -> Verdict | None:
        passed_ms = (time.monotonic() - start) * 1000
        if passed_ms <= self._recipe.deadline_ms:
            return None
        reason = f"decided after {passed_ms:.0f} ms, at most {self._recipe.deadline_ms:.0f} ms"
        return Verdict(Outcome.REVIEW, Rule.LATE, reason)

    def _record(
        self,
        inspection_id: str,
        part: Part,
        stored: tuple[StoredFrame, ...],
        examined: Mapping[str, Examination],
        verdict: Verdict,
        *,
        shift_id: str | None,
        start: float,
        times: StageTimes,
    ) -> Inspection:
        inspection = Inspection(
            id=inspection_id,
            part=part,
            started_at=datetime.now(UTC),
            frames=stored,
            findings=tuple(finding for one in examined.values() for finding in one.findings),
            verdict=verdict,
            provenance=self._provenance,
            latency_ms=(time.monotonic() - start) * 1000,
            stages_ms=times.ms,
            shift_id=shift_id,
        )
        with times.measure("record"):
            self._tools.recorder.record(inspection)
        return inspection

    def _stored(
        self, inspection_id: str, keeping: Keeping, frames: Mapping[str, Frame], verdict: Verdict
    ) -> tuple[StoredFrame, ...]:
        """What passed is kept small; what did not, without loss: only then is that worth its time."""
        kept = self._kept(inspection_id, keeping)
        if verdict.outcome is Outcome.PASS:
            return kept
        keep = self._tools.recorder.keep_lossless
        return tuple(keep(inspection_id, stored, frames[stored.view].image) for stored in kept)

    def _kept(self, inspection_id: str, keeping: Keeping) -> tuple[StoredFrame, ...]:
        wait(keeping.values())
        try:
            return tuple(future.result() for future in keeping.values())
        except RecordError:
            self._tools.recorder.discard(inspection_id)
            raise

    def _keep_heat_maps(
        self, inspection_id: str, stored: tuple[StoredFrame, ...], examined: Mapping[str, Examination]
    ) -> None:
        """Few parts have one; the others pay nothing for it."""
        for frame in stored:
            unlikeness = examined[frame.view].unlikeness
            if unlikeness is None:
                continue
            try:
                self._tools.recorder.keep_heat_map(frame, unlikeness.heat())
            except RecordError:
                self._tools.recorder.discard(inspection_id)
                raise

    def _in_time(self, inspection: Inspection, start: float) -> Signal:
        """A PASS whose row took too long is known to the line as a REJECT already."""
        return Signal.REJECT if self._late(start) is not None else inspection.verdict.signal

    def _signal(self, part: Part, signal: Signal, verdict: Verdict | None = None) -> None:
        if self._recipe.mode is not Mode.AUTO_REJECT:
            return
        deciding = verdict.deciding if verdict is not None else None
        self._tools.outputs.send(part, signal, deciding.defect_class if deciding is not None else "")

    def _new_examiner(self, view: ViewSetup) -> Examiner:
        golden, tools = self._loaded.goldens[view.name], self._tools
        rules = rules_of(view, self._recipe, golden, tools.network, tools.smallest_found_px)
        return new_examiner(view, golden, rules, tools.network, self._loaded.taught.get(view.name))
