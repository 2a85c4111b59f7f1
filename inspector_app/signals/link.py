"""The link to the PLC: one thread that exchanges signals, and what the line's threads ask of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from inspector_app.domain.line_signals import LineFault, StationSignals, StationWord
from inspector_app.domain.link_state import LinkState
from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal
from inspector_app.inspection.ports import SignalError
from inspector_app.settings.line_setup import LineSetup
from inspector_app.signals.handshake import Handshake, Triggered
from inspector_app.signals.link_words import difference, link_state, trouble_words
from inspector_app.signals.part_ids import PartIds
from inspector_app.signals.wire import Wire, WireError

_BEAT_S = 0.1
_REFRESH_S = 0.2
"""At least so often everything is written and read back, also where nothing changes."""
_SECOND_LOOK_S = 0.02
_LOG = logging.getLogger(__name__)


class PlcLink:
    """inspection.ports.Outputs and station.ports.LineLink. Only its own thread touches the wire."""

    def __init__(self, wire: Wire, setup: LineSetup, clock: Callable[[], float] = time.monotonic) -> None:
        self._wire, self._setup, self._clock = wire, setup, clock
        self._handshake = Handshake(
            plc_silent_s=setup.plc_silent_s, confirm_s=setup.timing.confirm_s, when_away=setup.fallback.when_away
        )  # fmt: skip
        self._changed = threading.Condition()
        self._dirty = False
        self._written: StationSignals | None = None
        """What the other side was seen to hold."""
        self._delivered: tuple[object, ...] | None = None
        """The last result that it was seen to hold, also where that was taken off since."""
        self._written_at = self._looked_at = 0.0
        self._beaten_at = 0.0
        self._heard_at = 0.0
        self._trouble = "not connected yet"
        self._closing = False
        self._ids = PartIds()
        self._thread = threading.Thread(target=self._run, name="plc-link", daemon=True)

    def start(self) -> None:
        """Begins to connect; returns at once."""
        self._thread.start()

    # --- inspection.ports.Outputs

    def set_ready(self, ready: bool) -> None:
        """READY on or off, on the wire as soon as it can be."""
        with self._changed:
            self._handshake.set_ready(ready)
            self._touch()

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Writes the result of the part and waits until it was read back; raises SignalError where it was not."""
        with self._changed:
            part_id = self._ids.of(part)
            accept = signal is Signal.ACCEPT
            if not self._handshake.decide(
                part_id, accept=accept, class_code=self._setup.class_code(defect_class)
            ):
                raise SignalError(self._why_undelivered())
            result = self._wire.as_carried(self._handshake.out)
            self._delivered = None
            self._touch()
            if not self._changed.wait_for(lambda: self._is_decided(result), self._setup.timing.answer_s):
                raise SignalError("the PLC was not seen to have its result in time")
            if self._delivered is None:
                raise SignalError(self._why_undelivered())
            if accept and not result.passed:
                raise SignalError("the line was not ready")

    # --- station.ports.LineLink

    def begin(self, part: Part, *, drives: bool) -> None:
        """The part is looked at now: Busy and its id."""
        with self._changed:
            self._handshake.begin(self._ids.of(part), drives=drives)
            self._touch()

    def finish(self, part: Part) -> None:
        """The part is through: Busy goes off also where the mode let no result out."""
        with self._changed:
            self._handshake.finish(self._ids.of(part))
            self._touch()

    def progress(self) -> None:
        """The inspection loop turns: the heartbeat on the wire goes on."""
        now = self._clock()
        if now - self._beaten_at < _BEAT_S:
            return
        self._beaten_at = now
        with self._changed:
            self._handshake.beat()
            self._touch()

    def set_state(self, said: StationWord) -> None:
        """What the station itself has to tell."""
        with self._changed:
            before = self._handshake.out
            self._handshake.set_state(said, self._setup.number_of(said.product))
            if self._handshake.out != before:
                self._touch()

    def refuse_recipe(self, number: int, why: str) -> None:
        """The recipe that the PLC asked for can't be put to work."""
        with self._changed:
            self._handshake.faults.rise(LineFault.RECIPE_UNKNOWN, f"recipe {number}: {why}", standing=False)
            self._touch()

    def asked_product(self) -> tuple[int, str | None] | None:
        """A recipe number that the PLC has newly asked for, and its product (None: unknown). Given once."""
        with self._changed:
            number, self._handshake.asked_recipe = self._handshake.asked_recipe, None
        return None if number is None else (number, self._setup.product_of(number))

    def news(self) -> list[str]:
        """What became known since the last call, as sentences."""
        with self._changed:
            news, self._handshake.news = self._handshake.news, []
        return news

    def acknowledge(self) -> None:
        """A person has looked at the link's faults."""
        with self._changed:
            self._handshake.acknowledge()
            self._touch()

    @property
    def trouble(self) -> str:
        """Why READY can't be on the wire; empty where it can."""
        with self._changed:
            return trouble_words(self._handshake, self._trouble)

    @property
    def halting(self) -> bool:
        """Whether a fault of the link stops the line until a person has looked."""
        with self._changed:
            return self._handshake.faults.stops_line

    def state(self) -> LinkState:
        """How the link is, for people."""
        with self._changed:
            ready = self._written is not None and self._written.ready
            age_s = self._clock() - self._heard_at
            return link_state(
                self._handshake, self._wire.name, ready=ready, age_s=age_s, trouble=self._trouble
            )

    def close(self) -> None:
        """READY off on the wire where it still can be told, then the end."""
        with self._changed:
            self._handshake.end()
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    # --- parts that the PLC brings (PlcParts)

    def next_trigger(self, timeout_s: float) -> Triggered | None:
        """The next part that lies before the cameras, waiting at most timeout_s."""
        with self._changed:
            self._changed.wait_for(lambda: self._handshake.waiting or self._closing, timeout_s)
            return self._handshake.waiting.popleft() if self._handshake.waiting else None

    def drop_triggers(self) -> None:
        """Nobody looks at parts now: those that wait are the PLC's to reject."""
        with self._changed:
            self._handshake.missed += len(self._handshake.waiting)
            self._handshake.waiting.clear()

    @property
    def missed(self) -> int:
        """Parts that were triggered and never looked at."""
        return self._handshake.missed

    def know(self, part: Part, part_id: int) -> None:
        """The part has this id on the wire."""
        self._ids.know(part, part_id)

    # --- the thread

    def _run(self) -> None:
        pause = self._setup.timing.retry_least_s
        while not self._closing:
            try:
                self._wire.connect()
                self._wire.read()  # there is a link when something answers, not when a plug is in
                self._connected()
                pause = self._setup.timing.retry_least_s
                while not self._closing:
                    self._exchange()
                self._say_goodbye()
            except WireError as error:
                self._lost(str(error))
            except Exception as error:  # a bug here must not leave READY on the wire for ever
                _LOG.exception("the link to the PLC failed")
                self._lost(f"{type(error).__name__}: {error}")
            self._wire.close()
            with self._changed:
                self._changed.wait_for(lambda: self._closing, pause)
            pause = min(2 * pause, self._setup.timing.retry_most_s)

    def _connected(self) -> None:
        with self._changed:
            self._handshake.connect()
            self._written, self._trouble = None, ""
            self._touch()
        _LOG.info("connected to the PLC: %s", self._wire.name)

    def _lost(self, why: str) -> None:
        with self._changed:
            if self._handshake.connected or why != self._trouble:
                _LOG.warning("no link to the PLC (%s): %s", self._wire.name, why)
            self._handshake.lose(f"the link to the PLC was cut: {why}")
            self._written, self._trouble = None, why
            self._changed.notify_all()

    def _exchange(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._dirty or self._closing, self._setup.timing.poll_ms / 1000)
            self._dirty = False
            told = self._handshake.out
        self._look_after_it()
        stale = self._clock() - self._written_at > _REFRESH_S
        if stale or self._wire.as_carried(told) != self._written:
            self._write(told)
        heard = self._wire.read()
        with self._changed:
            before = self._handshake.out
            self._heard_at = self._clock()
            self._handshake.hear(heard, self._heard_at)
            if self._handshake.out != before:
                self._dirty = True
            self._changed.notify_all()

    def _look_after_it(self) -> None:
        """Whether the other side still holds what it was seen to hold: somebody else may write there, too."""
        if self._written is None or self._clock() - self._looked_at <= _REFRESH_S:
            return
        held, self._looked_at = self._wire.read_back(), self._clock()
        with self._changed:
            if held == self._written:
                self._handshake.faults.cease(LineFault.READ_BACK)
            else:
                self._mismatch(self._written, held)

    def _mismatch(self, told: StationSignals, held: StationSignals) -> None:
        self._handshake.faults.rise(LineFault.READ_BACK, difference(told, held), standing=True)
        self._written, self._dirty = None, True
        self._changed.notify_all()

    def _write(self, told: StationSignals) -> None:
        out = self._wire.as_carried(told)
        self._wire.write(out)
        held = self._wire.read_back()
        if held != out:  # once more: some PLCs take over what was written with their next cycle
            time.sleep(_SECOND_LOOK_S)
            held = self._wire.read_back()
        with self._changed:
            if held == out:
                self._handshake.told(told, self._clock())
                self._written, self._written_at = out, self._clock()
                if out.result_valid:
                    self._delivered = _result_of(out)
                self._changed.notify_all()
            else:
                self._mismatch(out, held)

    def _say_goodbye(self) -> None:
        self._wire.write(self._wire.as_carried(self._handshake.out))

    # --- pieces

    def _touch(self) -> None:
        self._dirty = True
        self._changed.notify_all()

    def _is_decided(self, result: StationSignals) -> bool:
        """Whether this result was read back, whatever else has changed since, or never will be."""
        told = self._wire.as_carried(self._handshake.out)
        return self._delivered == _result_of(result) or _result_of(told) != _result_of(result)

    def _why_undelivered(self) -> str:
        if not self._handshake.connected:
            return f"there was no link to the PLC ({self._trouble})"
        return "another part had come before its result was ready"


def _result_of(signals: StationSignals) -> tuple[object, ...]:
    return (signals.result_valid, signals.passed, signals.failed, signals.part_id)
