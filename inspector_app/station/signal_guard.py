"""One signal a part, and never later than the deadline: what is not decided by then is a REJECT."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal
from inspector_app.inspection.ports import Outputs, SignalError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the line was told of a part: None where the mode lets no signal out. late: its deadline came first.

    undelivered: why the line does not have it, which is a REJECT; at_s: when it had it, in monotonic seconds.
    """

    signal: Signal | None
    late: bool
    undelivered: str = ""
    at_s: float | None = field(default=None, compare=False)


class SignalGuard:
    """Stands before the outputs (inspection.ports.Outputs). Its own thread rejects when the time is up.

    Without READY no ACCEPT gets past it.
    """

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self._changed = threading.Condition()
        self._part: Part | None = None
        self._deadline = 0.0
        self._drives = True
        self._timed_out = False
        self._sent: Signal | None = None
        self._undelivered = ""
        self._sent_at: float | None = None
        self._ready = False
        self._told: bool | None = None
        self._setting_ready = threading.Lock()
        self._closing = False
        self._thread = threading.Thread(target=self._watch, name="signal-guard", daemon=True)
        self._thread.start()

    def begin(self, part: Part, deadline: float, *, drives: bool) -> None:
        """A part lies there. deadline: monotonic seconds. drives: the mode lets signals out at all."""
        with self._changed:
            self._part, self._deadline, self._drives = part, deadline, drives
            self._timed_out, self._sent, self._undelivered, self._sent_at = False, None, "", None
            self._changed.notify()

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Passes on the first signal of the part in work; a second, or one of another part, is too late."""
        with self._changed:
            if self._part is None or part.id != self._part.id:
                return
            self._part = None
            self._timed_out = time.monotonic() > self._deadline
            if self._timed_out or not self._ready:
                signal = Signal.REJECT
            self._pass_on(part, signal, defect_class)

    def end(self, part: Part) -> Sent:
        """The part is through; rejects it where nobody did."""
        with self._changed:
            open_still = self._part is not None and part.id == self._part.id
            self._part = None
            if open_still and self._drives:
                self._pass_on(part, Signal.REJECT)
            return Sent(self._sent, self._timed_out, self._undelivered, self._sent_at)

    def set_ready(self, ready: bool) -> None:
        """READY on or off; passed on when it changes. Not held up by a signal that is stuck on its way."""
        with self._setting_ready:
            if not ready:
                self._ready = False  # from here on no ACCEPT, whatever becomes of the rest
            if ready != self._told:
                self._outputs.set_ready(ready)
                self._told = ready
            self._ready = ready

    @property
    def ready(self) -> bool:
        """READY as it was last set."""
        return self._ready

    def close(self) -> None:
        """READY off, and no more signals."""
        self.set_ready(False)
        with self._changed:
            self._closing = True
            self._part = None
            self._changed.notify()
        self._thread.join(timeout=5)

    def _pass_on(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        try:
            self._outputs.send(part, signal, defect_class)
        except SignalError as error:  # the line has no ACCEPT, and no ACCEPT is a REJECT
            self._sent, self._undelivered = Signal.REJECT, str(error)
            return
        self._sent, self._sent_at = signal, time.monotonic()

    def _watch(self) -> None:
        with self._changed:
            while not self._closing:
                if self._part is None:
                    self._changed.wait()
                elif (left := self._deadline - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    self._reject_late(self._part)

    def _reject_late(self, part: Part) -> None:
        self._part = None
        self._timed_out = True
        if not self._drives:
            return
        self._sent = Signal.REJECT
        try:
            self._pass_on(part, Signal.REJECT)
        except Exception:  # the thread must live; silence at the gate is a reject as well
            _LOG.exception("the late part %s could not be rejected", part.number)
