"""One signal a part, and never later than the deadline: what is not decided by then is a REJECT."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from inspector_app.domain.part import Part
from inspector_app.domain.verdict import Signal
from inspector_app.inspection.ports import Outputs

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the line was told of a part: None where the mode lets no signal out. late: its deadline came first."""

    signal: Signal | None
    late: bool


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
            self._timed_out, self._sent = False, None
            self._changed.notify()

    def send(self, part: Part, signal: Signal) -> None:
        """Passes on the first signal of the part in work; a second, or one of another part, is too late."""
        with self._changed:
            if self._part is None or part.id != self._part.id:
                return
            self._part = None
            self._timed_out = time.monotonic() > self._deadline
            if self._timed_out or not self._ready:
                signal = Signal.REJECT
            self._outputs.send(part, signal)
            self._sent = signal

    def end(self, part: Part) -> Sent:
        """The part is through; rejects it where nobody did."""
        with self._changed:
            open_still = self._part is not None and part.id == self._part.id
            self._part = None
            if open_still and self._drives:
                self._outputs.send(part, Signal.REJECT)
                self._sent = Signal.REJECT
            return Sent(self._sent, self._timed_out)

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
            self._outputs.send(part, Signal.REJECT)
        except Exception:  # the thread must live; silence at the gate is a reject as well
            _LOG.exception("the late part %s could not be rejected", part.number)
