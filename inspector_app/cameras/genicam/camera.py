"""A GenICam camera: opened by serial number, set up, compared, and only then used."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from inspector_app.cameras.genicam.buffers import Grabbed
from inspector_app.cameras.genicam.nodes import Nodes, Value, same
from inspector_app.cameras.genicam.producer import Producer
from inspector_app.cameras.genicam.recipe_nodes import free_running, wanted_nodes
from inspector_app.cameras.genicam.stream import Stream
from inspector_app.cameras.kind import CaptureError, LostError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.places import place_of
from inspector_app.cameras.shot import Shot
from inspector_app.inspection.joining import WiredQueue
from inspector_app.settings.camera_sections import GenicamCamera

_BUFFERS = 8
_BUFFERS_LOOKING_BACK = 48
"""Where frames wait until the line has brought their parts to where it announces them."""
_FIRST_FRAME_S = 5.0
_NO_FRAME_S = 3.0
_COMPARE_EVERY_S = 5.0
_SHOW_AGAIN_S = 0.7
_NO_ACCESS = 3  # GenTL: DEVICE_ACCESS_STATUS_NOACCESS; there is no event that tells of a pulled cable


def open_genicam(section: GenicamCamera) -> GenicamKind:
    """The camera of a section. Raises OpenError saying why it can't be used."""
    producer = Producer(section.producer)
    return GenicamKind(section, producer.open(section.serial), producer.close)


class GenicamKind:
    """Looks through one camera; its stream runs from here to the end of the process."""

    stills = False

    def __init__(self, section: GenicamCamera, acquirer: Any, release: Callable[[], None]) -> None:  # noqa: ANN401
        """Sets the camera up. Raises OpenError where a feature is refused, or reads back as something else."""
        self._section, self._acquirer, self._release = section, acquirer, release
        self._nodes = Nodes(acquirer.remote_device.node_map)
        self._runs = section.trigger == "free"
        self.free_running = (
            section.trigger != "hardware"
        )  # live pictures that software triggers take ids as well
        self._check_serial()
        self._wanted = self._set_up()
        self._exposure_s = self._exposure()
        self._borrowed: Grabbed | None = None
        """The buffer that the last shot's pixels lie in; the next shot gives it back."""
        self._shown_id = 0
        self._last: Shot | None = None
        self._owed = False
        """A triggered frame stayed away. Should it come yet, it would pass for the next part's: so all begins anew."""
        self._compared_s = time.monotonic()
        buffers = _BUFFERS_LOOKING_BACK if section.offset_ms < 0 else _BUFFERS
        acquirer.num_buffers = max(buffers, acquirer.min_num_buffers)
        acquirer.timeout_period_on_update_event_data_call = 0
        self._wired = WiredQueue[Grabbed](place_of(section.view, section))
        self._stream = Stream(acquirer, self._nodes, 1 if self._runs else acquirer.num_buffers // 2)
        self._start()

    @property
    def thrown(self) -> int:
        """Frames thrown away, and frames that never came."""
        return self._stream.thrown

    @property
    def ready(self) -> bool:
        """Once it has given a picture."""
        return self._last is not None

    def capture(self, order: TriggerOrder) -> Shot:
        """The frame of one part, by the way of triggering that its section names."""
        self._look_after()
        now = time.monotonic()
        until = now + self._section.longest_wait_s
        if self._section.trigger == "software":
            frame = self._triggered(until)
        elif self._section.trigger == "hardware":
            frame = self._of_the_wire(order.since(now) - order.offset_s, until)
        else:
            since = order.since(now)
            frame = self._stream.take(lambda grabbed: self._began(grabbed) >= since, until)
        if frame is None:
            raise CaptureError(f"no frame came within {self._section.longest_wait_s:g} s of the trigger")
        return self._as_shot(frame)

    def live(self) -> Shot | None:
        """The newest picture. A camera that a wire triggers shows the last one, after proving that it is there."""
        self._look_after()
        if self._runs or self._last is None:
            frame = self._stream.take(lambda grabbed: grabbed.frame_id > self._shown_id, 0.0)
        elif time.monotonic() - self._stream.last_s < _SHOW_AGAIN_S:
            return None
        elif self._section.trigger == "software":
            frame = self._triggered(time.monotonic() + self._section.longest_wait_s)
        else:
            return self._again()
        if frame is None:
            return None
        with contextlib.suppress(CaptureError):  # said where a part needs it
            return self._as_shot(frame)
        return None

    def prepare(self) -> None:
        """Compares the camera with its section again, now and then: it may have been set back."""
        if time.monotonic() - self._compared_s < _COMPARE_EVERY_S:
            return
        self._compared_s = time.monotonic()
        differences = self._nodes.differences(self._wanted)
        if differences:
            raise LostError(f"the camera was set back: {'; '.join(differences)}")

    def close(self) -> None:
        """Stops it and gives it back; some drivers hang here, and then the process is killed."""
        self._stream.close()
        with contextlib.suppress(Exception):  # the process ends either way
            self._acquirer.stop()
            self._acquirer.destroy()
        self._release()

    def _check_serial(self) -> None:
        told = self._nodes.value("DeviceSerialNumber") or self._nodes.value("DeviceID")
        if isinstance(told, str) and told.strip() and told.strip() != self._section.serial:
            raise OpenError(f"the camera says that its serial is {told}, not {self._section.serial}")

    def _set_up(self) -> list[tuple[str, Value]]:
        for name, value in free_running(self._nodes):
            self._nodes.write(name, value)
        wanted = wanted_nodes(self._section, self._nodes)
        for name, value in wanted:
            self._nodes.write(name, value)
        self._demand(wanted)
        self._ask_for_chunks()
        return wanted

    def _demand(self, wanted: list[tuple[str, Value]]) -> None:
        differences = self._nodes.differences(wanted)
        if differences:
            raise OpenError(f"the camera did not take its settings: {'; '.join(differences)}")

    def _ask_for_chunks(self) -> None:
        """Its time and exposure with every frame, where it can; a camera that can't does without."""
        there = self._nodes.choices("ChunkSelector")
        with contextlib.suppress(OpenError):
            self._nodes.write("ChunkModeActive", True)
            for name in ("Timestamp", "ExposureTime", "Gain"):
                if name in there:
                    self._nodes.write("ChunkSelector", name)
                    self._nodes.write("ChunkEnable", True)

    def _exposure(self) -> float:
        name = self._nodes.first("ExposureTime", "ExposureTimeAbs")
        value = self._nodes.value(name) if name else None
        return float(value) / 1e6 if isinstance(value, int | float) else 0.0

    def _start(self) -> None:
        """Not usable before a first picture has come, whatever will trigger it later."""
        triggered = not self._runs
        if triggered:
            self._nodes.write("TriggerMode", "Off")
        self._acquirer.start()
        self._stream.start()
        frame = self._stream.take(lambda _: True, time.monotonic() + _FIRST_FRAME_S)
        if frame is None:
            raise OpenError(self._stream.trouble or f"no picture came within {_FIRST_FRAME_S:g} s")
        try:
            self._as_shot(frame)
        except CaptureError as error:
            raise OpenError(str(error)) from error
        if triggered:
            self._nodes.write("TriggerMode", "On")
            self._demand(self._wanted)
            time.sleep(self._exposure_s + self._stream.clock.period_s)
            self._stream.drop_all()

    def _triggered(self, until_s: float) -> Grabbed | None:
        self._stream.drop_all()
        try:
            self._nodes.execute("TriggerSoftware")
        except OpenError as error:
            raise LostError(str(error)) from error
        frame = self._stream.take(lambda _: True, until_s)
        self._owed = frame is None
        return frame

    def _of_the_wire(self, announced_s: float, until_s: float) -> Grabbed | None:
        """The one frame that was exposed when this part lay here; of two nobody knows which."""
        while True:
            for frame in self._stream.take_all(until_s if not self._wired else 0.0):
                self._wired.put(self._began(frame), frame)
            reply = self._wired.ask(announced_s)
            for frame in reply.dropped:
                self._stream.give_back(frame)
            while len(self._wired) > self._acquirer.num_buffers // 4:  # the driver needs them
                self._stream.give_back(self._wired.push_out())
            if reply.why:
                raise CaptureError(reply.why)
            if reply.settled or time.monotonic() >= until_s or self._stream.trouble:
                return reply.frame

    def _began(self, frame: Grabbed) -> float:
        clock = self._stream.clock
        began = clock.began_s if self._runs else clock.triggered_s
        return began(frame.arrived_s, frame.device_s, self._exposure_s)

    def _as_shot(self, frame: Grabbed) -> Shot:
        try:
            shot = self._checked(frame)
        except CaptureError:
            self._stream.give_back(frame)
            raise
        before, self._borrowed = self._borrowed, frame
        if before is not None:
            self._stream.give_back(before)
        self._last, self._shown_id = shot, frame.frame_id
        return shot

    def _checked(self, frame: Grabbed) -> Shot:
        exposed = frame.chunks.get("ChunkExposureTime")
        wanted = self._section.exposure_us
        if exposed is not None and wanted is not None and not same(wanted, exposed):
            raise CaptureError(f"the frame was exposed for {exposed:g} us, not {wanted:g}")
        began = self._began(frame)
        taken = datetime.now(UTC) - timedelta(seconds=time.monotonic() - began)
        return Shot(
            frame.pixels(), frame.frame_id, taken, began, dropped=self._wired.strays + self._stream.pushed_out
        )

    def _again(self) -> Shot | None:
        self._prove_alive()
        last = self._last
        return replace(last, captured_at=datetime.now(UTC), monotonic_s=time.monotonic()) if last else None

    def _look_after(self) -> None:
        """Notices that the camera is gone."""
        if self._owed:
            raise LostError("a triggered frame never came")
        if self._stream.trouble:
            raise LostError(self._stream.trouble)
        silent = time.monotonic() - self._stream.last_s
        if silent > 0.5:
            self._prove_alive()
        if self._runs and silent > _NO_FRAME_S:
            raise LostError(f"no frame came for {silent:.1f} s")

    def _prove_alive(self) -> None:
        try:
            status = int(self._acquirer.device.access_status)
        except Exception as error:
            raise LostError(f"the camera does not answer: {error}") from error
        if status == _NO_ACCESS or self._nodes.value("PayloadSize") is None:
            raise LostError("the camera does not answer any more")
