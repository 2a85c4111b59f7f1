"""Stand-ins for what the line works with: everything in memory, failures on demand."""

import time
from datetime import UTC, datetime

import numpy as np

from inspector_app.domain.catalogue import Severity
from inspector_app.domain.disposition import Answer
from inspector_app.domain.frame import Frame
from inspector_app.domain.messages import AnswerRecorded, CameraState, Counters, ImageFolder
from inspector_app.domain.part import Inspection, Part, Provenance, StoredFrame, new_id
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Signal, Verdict
from inspector_app.inspection.ports import RecordError
from inspector_app.station import Line, LineTools, SignalGuard
from inspector_app.station.no_link import NoLink

RULE = ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.3, severity=Severity.MAJOR)
PASSED = Verdict(Outcome.PASS, Rule.NO_FINDING, "nothing found")
NO_IMAGE = Verdict(Outcome.REVIEW, Rule.NO_IMAGE, "top: no image came in time")


def recipe_of(product="board", **kwargs):
    return Recipe(
        name=product,
        version=1,
        product=product,
        model="model",
        classes={"open": RULE},
        views=(ViewSetup(name="top", golden="top.png", mm_per_px=0.02),),
        **kwargs,
    )


class Parts:
    """A source of `count` parts, as fast as they are taken."""

    simulated, missed = True, 0

    def __init__(self, count=10**9, every_s=0.0):
        self.left, self.every_s = count, every_s
        self.running, self.parts_per_hour, self.product = True, 3600.0, "board"
        self.number, self.closed = 0, False
        self.told = []

    @property
    def ended(self):
        return self.left <= 0

    def next_part(self, timeout_s):
        if not self.running or self.ended:
            time.sleep(min(timeout_s, 0.01))
            return None
        time.sleep(self.every_s)
        self.left -= 1
        self.number += 1
        return Part(new_id(), self.number)

    def change_product(self, name):
        if name == "unmovable":
            raise ValueError("no such product comes along")
        self.product = name

    def troubles(self):
        told, self.told = self.told, []
        return told

    def close(self):
        self.closed = True


class Cameras:
    """One view `top`; `dark` parts give no frame, `raising` raises."""

    late_frames = skipped_live_frames = 0
    last_view_after_s = 0.0

    def __init__(self):
        self.lost_frames, self.down, self.raising, self.closed, self.gaps = 0, False, False, False, 0
        self.losing = ""

    @property
    def all_live(self):
        return not self.down

    def start(self):
        pass

    def trigger(self, part):
        if self.raising:
            raise OSError("the driver is gone")

    def collect(self, part, timeout_s):
        if self.down:
            self.lost_frames += 1
            return {}
        return {
            "top": Frame("top", part.number, np.zeros((8, 8), np.uint8), datetime.now(UTC), time.monotonic())
        }

    def states(self):
        state = "restarting" if self.down else "live"
        return (
            CameraState(
                view="top",
                state=state,
                ring=None,
                frame_age_s=0.1,
                fps=5,
                gaps=self.gaps,
                losing=self.losing,
            ),
        )

    def close(self):
        self.closed = True


class Gate:
    """Remembers every signal."""

    def __init__(self):
        self.signals, self.ready, self.raising = [], None, False

    def send(self, part, signal, defect_class=""):
        if self.raising:
            raise OSError("the link is lost")
        self.signals.append((part.number, signal))

    def set_ready(self, ready):
        self.ready = ready


class Records:
    """Keeps shifts, lots and events in lists."""

    def __init__(self):
        self.shift, self.lot, self.events, self.ended, self.inspections = None, None, [], [], []
        self.away_s, self.resumed, self.held = 0.0, [], []
        self.sources, self.issued = [], []
        self.uninspected, self.inspector_answers = [], []
        self.modes, self.recipes, self.refuses_modes = [], [], None

    def keep_mode(self, change):
        if self.refuses_modes:
            raise RecordError(self.refuses_modes)
        self.modes.append(change)

    def add_inspector_answers(self, answers):
        self.inspector_answers += answers
        return len(answers)

    def note_uninspected(self, total):
        self.uninspected.append(total)
        return max(0, total - 2)

    def remember_recipe(self, recipe):
        self.recipes.append(recipe)

    def current_shift(self):
        return self.shift

    def start_shift(self, shift):
        if self.shift is not None:
            raise RecordError("The shift still runs.")
        self.shift = shift

    def end_shift(self, notes=""):
        if self.shift is None:
            raise RecordError("No shift runs.")
        ended, self.shift = self.shift, None
        return ended

    def resume_shift(self, alive_until):
        self.resumed.append(alive_until)
        return self.away_s

    def current_lot(self):
        return self.lot

    def set_lot(self, lot):
        self.lot = lot

    def add_event(self, kind, text, source="", at=None):
        self.events.append((kind, text))
        self.sources.append(source)
        return str(len(self.events))

    def end_event(self, event_id, at=None):
        self.ended.append(event_id)

    def standing_stop(self):
        open_stops = [
            (str(number), text)
            for number, (kind, text) in enumerate(self.events, 1)
            if kind == "stop" and self.sources[number - 1] == "feed" and str(number) not in self.ended
        ]
        return open_stops[-1] if open_stops else None

    def keep_report_issued(self, shift_id, text):
        self.issued.append((shift_id, text))

    def hold_passed(self, inspection_id, text):
        self.held.append(inspection_id)
        self.add_event("event", text)

    def counters(self):
        lost = sum(kind == "lost frame" for kind, _ in self.events)
        return Counters(inspected=len(self.inspections), lost_frames=lost)

    def image_folder(self):
        return ImageFolder(used_bytes=0, cap_bytes=1, purged=0)

    def purge_step(self):
        return 0


class AtWork:
    """Passes every part that has an image; `script` may hold verdicts, or errors to raise, for the next parts."""

    model, standing, blocked, details = "model", "model is under test.", "", ""

    def __init__(self, recipe, guard, records):
        self.recipe, self._guard, self._records = recipe, guard, records
        self.script, self.seen, self.reloads, self.closed, self.slow_s = [], [], 0, False, 0.0
        self.findings = ()

    def inspect(self, part, frames, *, shift_id, since):
        self.seen.append((part, shift_id))
        step = self.script.pop(0) if self.script else PASSED
        time.sleep(self.slow_s)
        if isinstance(step, Exception):
            if isinstance(step, RecordError):
                self._guard.send(part, Signal.REJECT)
            raise step
        verdict = step if frames else NO_IMAGE
        stored = tuple(StoredFrame(view, 1, datetime.now(UTC), None, None, 8, 8, 0.02) for view in frames)
        inspection = Inspection(
            new_id(),
            part,
            datetime.now(UTC),
            stored,
            tuple(self.findings),
            verdict,
            Provenance(self.recipe.name, 1, "model", "0" * 64, "0"),
            1.0,
            shift_id=shift_id,
        )
        self._records.inspections.append(inspection)
        self._guard.send(part, verdict.signal)
        return inspection

    model_sha256, refuses_mode = "0" * 64, None

    def check_mode(self, mode):
        if self.refuses_mode:
            raise self.refuses_mode

    def change_mode(self, mode):
        self.recipe = self.recipe.model_copy(update={"mode": mode})

    def look_again(self):
        """Nothing changes by itself."""

    def reload(self):
        self.reloads += 1

    def close(self):
        self.closed = True


class Book:
    """Every product but `unknown` can be inspected."""

    def __init__(self, make):
        self._make = make

    def products(self):
        return ("board", "other", "unmovable")

    def load(self, product):
        if product == "unknown":
            raise RecordError("There is no recipe for unknown.")
        return self._make(product)


class Answers:
    """Takes every answer but those about `missing`."""

    def __init__(self):
        self.settled = []

    def give(self, command):
        if command.inspection_id == "missing":
            raise RecordError("There is no inspection missing.")
        return AnswerRecorded(
            disposition_id="d1",
            inspection_id=command.inspection_id,
            answer=command.answer,
            person=command.person,
            waiting=False,
        )

    def undo(self, command):
        return AnswerRecorded(
            disposition_id="d2", inspection_id="i", answer=Answer.UNDO, person=command.person, waiting=True
        )

    def settle(self, command):
        self.settled.append(command.inspection_id)


class Bench:
    """A line with its stand-ins, and what it published."""

    def __init__(self, source=None, recipe=None, publish=None, beat_file=None, link=None):
        self.source, self.cameras, self.gate = source or Parts(), Cameras(), Gate()
        self.records, self.answers, self.events = Records(), Answers(), []
        self.guard, self.refusal = SignalGuard(self.gate), None
        self.at_work = AtWork(recipe or recipe_of(), self.guard, self.records)
        self.book = Book(lambda product: AtWork(recipe_of(product), self.guard, self.records))
        tools = LineTools(
            self.source,
            self.cameras,
            self.guard,
            self.records,
            self.answers,
            self.book,
            publish or self.events.append,
            truth=lambda part: f"part {part.number}",
            link=link or NoLink(),
        )
        self.line = Line(tools, self.at_work.recipe, self.open_recipe, beat_file=beat_file)

    def open_recipe(self):
        if isinstance(self.refusal, Exception):
            raise self.refusal
        return self.at_work

    def told(self, kind):
        return [event for event in self.events if event.kind == kind]
