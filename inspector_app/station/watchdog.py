"""Keeps a line's process running: starts it, and starts it anew when it dies or hangs."""

from __future__ import annotations

import contextlib
import logging
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from inspector_app.station.heart import beat_file

BEAT_LOST_S = 2.5
STARTING_S = 60.0
_LOOK_EVERY_S = 0.1
_LONGEST_LOOK_S = 0.5
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.2, 4.0
_STEADY_S = 30.0
_LAST_WORDS = 20
_LOG = logging.getLogger(__name__)

if sys.platform == "win32":  # a console event, which only reaches a process that leads its own group
    _POLITE_END, _GROUP = signal.CTRL_BREAK_EVENT, subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _POLITE_END, _GROUP = signal.SIGTERM, 0

State = Literal["starting", "running", "waiting", "refused", "ended", "stopped"]


class Watchdog:
    """Runs a command that writes the heartbeat of a home's run folder.

    A process that ends with 0 is done, and one that ends with 1 or 2 before the first heartbeat was refused:
    neither is started again. Everything else is, after a wait that grows to four seconds. `restarted` is added to the
    command of a line that had run before: nobody asked for this start.
    """

    def __init__(
        self,
        command: Sequence[str],
        run_folder: Path,
        *,
        restarted: Sequence[str] = (),
        beat_lost_s: float = BEAT_LOST_S,
        starting_s: float = STARTING_S,
        on_state: Callable[[State], None] = lambda _: None,
    ) -> None:
        self._command, self._restarted = list(command), list(restarted)
        self._file = beat_file(run_folder)
        self._beat_lost_s, self._starting_s = beat_lost_s, starting_s
        self._on_state = on_state
        self._process: subprocess.Popen[bytes] | None = None
        self._last_words: deque[str] = deque(maxlen=_LAST_WORDS)
        self._answer = ""
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
        self._ever_beat = False
        self.restarts = 0
        self.refusal = ""
        """The sentence with which the newest line refused to run; empty where it died otherwise."""
        self.state: State = "starting"

    @property
    def pid(self) -> int | None:
        """The line's process, None while there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    @property
    def last_words(self) -> str:
        """The last lines that the line wrote to standard error: why it was refused, or how it died."""
        return "\n".join(self._last_words)

    @property
    def answer(self) -> str:
        """The last line that the line wrote to standard output: what its run came to. Empty before it ended."""
        return self._answer

    def start(self) -> None:
        """Starts the line and watches over it."""
        self._thread.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Ends the line politely (it finishes the part in work), then by force."""
        self._closing.set()
        process = self._process
        if process is not None and process.poll() is None:
            with contextlib.suppress(OSError):
                process.send_signal(_POLITE_END)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout_s)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._end_process()

    def _run(self) -> None:
        wait = _FIRST_WAIT_S
        while not self._closing.is_set():
            started = time.monotonic()
            code = self._watch_one()
            if self._closing.is_set():
                break
            if code == 0 or (code in {1, 2} and not self._ever_beat):
                self._become("ended" if code == 0 else "refused")
                return
            self.restarts += 1
            self.refusal = self._last_words[-1] if code in {1, 2} and self._last_words else ""
            _LOG.error("the line's process ended (%s); it is started again", code)
            self._become("waiting")
            wait = _FIRST_WAIT_S if time.monotonic() - started > _STEADY_S else wait
            self._closing.wait(wait)
            wait = min(_LONGEST_WAIT_S, wait * 2)
        self._become("stopped")

    def _watch_one(self) -> int | None:
        """Starts the line and returns its exit code; None where it could not start, or hung and was killed."""
        self._file.unlink(missing_ok=True)
        self._last_words.clear()
        self._become("starting")
        try:
            process = self._start_process()
        except OSError as error:
            self._last_words.append(str(error))
            return None
        listeners = [
            threading.Thread(target=listen, args=(process,), daemon=True)
            for listen in (self._listen, self._keep_answer)
        ]
        for listener in listeners:
            listener.start()
        try:
            return self._until_end(process)
        finally:
            self._end_process()
            for listener in listeners:
                listener.join(timeout=2)

    def _until_end(self, process: subprocess.Popen[bytes]) -> int | None:
        last, heard = "", time.monotonic()
        limit, looked = self._starting_s, heard
        while (code := process.poll()) is None:
            if self._closing.is_set():
                return None
            # A machine that stood still (paused, asleep, out of memory) held up the line just as long: no fault of its.
            heard += max(0.0, time.monotonic() - looked - _LONGEST_LOOK_S)
            looked = time.monotonic()
            beat = self._read_beat()
            if beat and beat != last:
                last, heard, limit = beat, time.monotonic(), self._beat_lost_s
                self._ever_beat = True
                self._become("running")
            elif time.monotonic() - heard > limit:
                _LOG.error("the line's heartbeat has stopped; its process is killed")
                return None
            self._closing.wait(_LOOK_EVERY_S)
        return code

    def _start_process(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [*self._command, *(self._restarted if self._ever_beat else ())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=_GROUP,
        )
        return self._process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        if process.stderr is None:
            return
        for line in process.stderr:
            self._last_words.append(line.decode(errors="replace").rstrip())
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(self._last_words[-1] + "\n")

    def _keep_answer(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            return
        with process.stdout as output:  # read to its end, so that the line never waits for a reader
            for line in output:
                self._answer = line.decode(errors="replace").strip() or self._answer

    def _end_process(self) -> None:
        process = self._process
        if process is None:
            return
        if process.poll() is None and not self._closing.is_set():
            process.kill()
        elif process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()

    def _read_beat(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8")
        except OSError:
            return ""

    def _become(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self._on_state(state)
