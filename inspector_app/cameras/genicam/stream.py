"""The camera's stream: a thread that takes every buffer from the driver at once and keeps the newest ones.

The bindings hold the interpreter while they wait for a buffer, so waiting is done here, in short sleeps between
looks that do not wait. A driver that blocks all the same holds up the whole process: its heartbeat stops, and
the line kills it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from inspector_app.cameras.genicam.buffers import Grabbed, number
from inspector_app.cameras.genicam.device_clock import DeviceClock
from inspector_app.cameras.genicam.frame_ids import FrameIds
from inspector_app.cameras.genicam.nodes import Nodes

_LOOK_EVERY_S = 0.002
_TRIES_IN_A_ROW = 50
CHUNKS = ("ChunkTimestamp", "ChunkExposureTime", "ChunkGain")


class Stream:
    """Frames as they arrive, at most `keep` of them; a newer one pushes the oldest back to the driver."""

    def __init__(self, acquirer: Any, nodes: Nodes, keep: int) -> None:  # noqa: ANN401 - harvesters has no types
        self._acquirer, self._nodes = acquirer, nodes
        self._keep = keep
        self._waiting: deque[Grabbed] = deque()
        self._changed = threading.Condition()
        self._ids = FrameIds()
        self._incomplete = 0
        self._closing = False
        self.pushed_out = 0
        """Whole frames that went back because newer ones came."""
        self.clock = DeviceClock()
        self.trouble = ""
        """Why no frame will come any more."""
        self.last_s = time.monotonic()
        """When the last whole frame arrived."""
        self._watch_incomplete()
        self._thread = threading.Thread(target=self._run, name="genicam-stream", daemon=True)

    @property
    def thrown(self) -> int:
        """Buffers that were incomplete or empty, and frames that by their ids never came."""
        with self._changed:
            return self._incomplete + self._ids.missing

    def start(self) -> None:
        """Begins to take buffers; the acquirer must have been started."""
        self._thread.start()

    def take(self, good: Callable[[Grabbed], bool], until_s: float) -> Grabbed | None:
        """The newest frame that is good; earlier ones go back. None where none came in time, or none can come."""
        with self._changed:
            while True:
                while self._waiting:
                    frame = self._waiting.pop() if self._keep == 1 else self._waiting.popleft()
                    if good(frame):
                        return frame
                    self._requeue(frame)
                left = until_s - time.monotonic()
                if left <= 0 or self.trouble:
                    return None
                self._changed.wait(left)

    def take_all(self, until_s: float) -> list[Grabbed]:
        """All frames that wait, oldest first, waiting for one if there is none; empty where none came in time."""
        with self._changed:
            while not self._waiting and not self.trouble and (left := until_s - time.monotonic()) > 0:
                self._changed.wait(left)
            taken = list(self._waiting)
            self._waiting.clear()
            return taken

    @property
    def waiting(self) -> int:
        """Frames that nobody has taken."""
        return len(self._waiting)

    def drop_all(self) -> None:
        """Gives back what waits."""
        with self._changed:
            while self._waiting:
                self._requeue(self._waiting.popleft())

    def give_back(self, frame: Grabbed) -> None:
        """The driver may fill this buffer again."""
        with self._changed:
            self._requeue(frame)

    def close(self) -> None:
        """Ends the thread."""
        self._closing = True
        self._thread.join(timeout=1)

    def _watch_incomplete(self) -> None:
        from harvesters.core import Callback, ImageAcquirer  # noqa: PLC0415 - only for these cameras

        stream = self

        class Count(Callback):  # type: ignore[misc] # harvesters has no types
            """Harvesters throws an incomplete buffer away by itself, and tells only here."""

            def emit(self, context: object | None = None) -> None:
                del context
                stream._threw_away()

        self._acquirer.add_callback(ImageAcquirer.Events.INCOMPLETE_BUFFER, Count())

    def _threw_away(self) -> None:
        self._incomplete += 1
        self._ids.thrown_away()

    def _run(self) -> None:
        failures = 0
        while not self._closing:
            try:
                buffer = self._acquirer.try_fetch(timeout=1e-6, is_raw=True)
                if buffer is not None:
                    self._arrived(buffer, time.monotonic())
                failures = 0
            except Exception as error:
                failures += 1
                if failures >= _TRIES_IN_A_ROW:
                    self._end(f"the driver gives no frames: {str(error) or type(error).__name__}")
                    return
            time.sleep(_LOOK_EVERY_S)

    def _arrived(self, buffer: Any, now: float) -> None:  # noqa: ANN401
        frame_id = self._ids.next(number(buffer, "frame_id"))
        if frame_id is None:  # came again: not another exposure
            self._incomplete += 1
            buffer.parent.queue_buffer(buffer)
            return
        chunks = self._chunks()
        frame = Grabbed(buffer, frame_id, now, self._device_s(buffer, chunks), chunks)
        with self._changed:
            self.clock.seen(now, frame.device_s)
            self.last_s = now
            self._waiting.append(frame)
            while len(self._waiting) > self._keep:
                self.pushed_out += 1
                self._requeue(self._waiting.popleft())
            self._changed.notify_all()

    def _chunks(self) -> dict[str, float]:
        """What the camera wrote beside this frame; harvesters has tied these features to its buffer."""
        values = {name: self._nodes.value(name) for name in CHUNKS if self._nodes.has(name)}
        return {name: float(value) for name, value in values.items() if isinstance(value, int | float)}

    def _device_s(self, buffer: Any, chunks: dict[str, float]) -> float | None:  # noqa: ANN401
        """The camera's own time in seconds; None where nothing tells it."""
        in_ns = number(buffer, "timestamp_ns")
        if in_ns:
            return in_ns / 1e9
        ticks = number(buffer, "timestamp")
        frequency = number(buffer.parent.parent, "timestamp_frequency") or self._nodes.value(
            "GevTimestampTickFrequency"
        )
        if ticks and isinstance(frequency, int | float) and frequency:
            return ticks / float(frequency)
        in_chunk = chunks.get("ChunkTimestamp")
        return in_chunk / 1e9 if in_chunk else None

    def _requeue(self, frame: Grabbed) -> None:
        frame.buffer.parent.queue_buffer(frame.buffer)

    def _end(self, why: str) -> None:
        with self._changed:
            self.trouble = why
            self._changed.notify_all()
