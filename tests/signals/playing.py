"""A PLC that is really served, a connection that can be cut, a station's loop: what tests of the link need."""

import asyncio
import contextlib
import shutil
import socket
import subprocess
import threading
import time

import pytest

from inspector_app.domain.verdict import Signal
from inspector_app.settings.line_setup import LineSetup
from inspector_app.signals import PlcLink, PlcParts, open_wire
from inspector_app.simulation.plc import open_plc
from inspector_app.simulation.plc_program import PlcPlan, PlcProgram
from inspector_app.station import SignalGuard
from tests.signals.boards import Numbered

_INSPECTION_S = 0.03
"""A PLC without ids must see Busy come and go, and no real inspection is shorter."""
FAST = PlcPlan(parts_per_hour=36_000, window_s=1.5, to_sensor_s=0.02, station_silent_s=5.0)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=40.0, what="it"):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not come about in time"
        time.sleep(0.005)


class ServedPlc:
    """A simulated PLC that serves on a thread of its own, until `stop`."""

    def __init__(self, setup, plan):
        self.setup, self.program = setup, PlcProgram(plan)
        self.plc = open_plc(setup, self.program)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.error = None
        self._thread.start()

    def _serve(self):
        try:
            self._loop.run_until_complete(self.plc.serve())
        except Exception as error:
            self.error = error
        finally:
            with contextlib.suppress(Exception):
                left = asyncio.all_tasks(self._loop)
                for task in left:
                    task.cancel()
                self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._loop.close()

    def stop(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self.plc.stopping.set)
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()
        assert self.error is None, self.error


class Cable:
    """Passes bytes between a port of its own and a server's; can be cut, and mended."""

    def __init__(self, to_port):
        self._to_port, self.port, self._pairs, self._cut = to_port, free_port(), [], False
        self._server = socket.create_server(("127.0.0.1", self.port))
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def cut(self):
        self._cut = True
        pairs, self._pairs = self._pairs, []
        for end in (end for pair in pairs for end in pair):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self):
        self._cut = False

    def close(self):
        self.cut()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._listener.join(timeout=5)
        self._server.close()

    def _listen(self):
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            if self._cut:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to_port))
            except OSError:
                near.close()
                continue
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs.append((near, far))
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        source.close()


class Broker:
    """mosquitto on a port of loopback; the test is skipped where it is not installed."""

    def __init__(self, folder):
        program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
        if program is None:
            pytest.skip("mosquitto is not installed (apt-get install mosquitto)")
        self.port = free_port()
        config = folder / "mosquitto.conf"
        config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self._process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.DEVNULL)
        until(self._answers, what="mosquitto")

    def _answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
            return True
        return False

    def close(self):
        self._process.kill()
        self._process.wait()


class Station:
    """The station's loop around the real link and guard: `judge` gives each part's signal, or raises."""

    def __init__(self, setup, judge=lambda number: Signal.ACCEPT, deadline_s=2.0):
        self.link = PlcLink(open_wire(setup), setup)
        self.guard = SignalGuard(self.link)
        self.parts = PlcParts(self.link, Numbered())
        self.judge, self.deadline_s = judge, deadline_s
        self.sent = {}
        self.hangs = threading.Event()
        self.ready = True
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.link.start()
        self.parts.running = True
        self._thread.start()

    def _run(self):
        while not self._ending.is_set():
            if self.hangs.is_set():
                time.sleep(0.01)
                continue
            self.link.progress()
            self.guard.set_ready(self.ready and not self.link.trouble)
            part = self.parts.next_part(0.02)
            if part is None:
                continue
            self.link.begin(part, drives=True)
            time.sleep(_INSPECTION_S)
            self.guard.begin(part, part.triggered_s + self.deadline_s, drives=True)
            self.guard.send(part, self.judge(part.number), "short")
            self.sent[part.number] = self.guard.end(part)
            self.link.finish(part)

    def end(self):
        self._ending.set()
        self._thread.join(timeout=10)
        self.guard.close()
        self.link.close()
        assert not self._thread.is_alive()


def line_setup(wire, **timing):
    quick = {
        "poll_ms": 5,
        "answer_s": 2.0,
        "plc_silent_s": 3.0,
        "confirm_s": 3.0,
        "retry_least_s": 0.05,
        "retry_most_s": 0.2,
    }
    return LineSetup.model_validate({"wire": wire, "timing": quick | timing})
