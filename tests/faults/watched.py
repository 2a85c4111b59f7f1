"""A line in a process of its own, its watchdog, and a window's connection that hears everything."""

import os
import sys
import time
from pathlib import Path
from uuid import uuid4

import psutil

from inspector_app.domain.messages import SetFeed
from inspector_app.station import LineClient, Watchdog
from tests.faults.conftest import until


class WatchedLine:
    """events: what a window hears, with when (monotonic seconds)."""

    def __init__(self, home, environment=None):
        self.home, self.events = home, []
        command = [sys.executable, "-m", "tests.faults.ill_line", str(home.path)]
        if environment:
            command = ["env", *(f"{name}={value}" for name, value in environment.items()), *command]
        self.dog = Watchdog(command, home.run, restarted=["--restarted"])
        self.client = LineClient(home.run)
        self.client.subscribe(lambda event: self.events.append((time.monotonic(), event)))
        self.dog.start()
        self.client.start()
        until(self.parts, 60, "the first part")

    def heard(self, kind, since=0.0):
        """Events of a kind that came after this moment."""
        return [event for at, event in list(self.events) if at >= since and event.kind == kind]

    def parts(self, since=0.0):
        """What was inspected."""
        return self.heard("part_inspected", since)

    def state(self, since=0.0):
        """The newest state of the line, None before there is one."""
        return (self.heard("line_state", since) or [None])[-1]

    def ready(self, since=0.0):
        """Whether it was READY when it was heard last."""
        state = self.state(since)
        return state is not None and state.ready

    def start_feed(self):
        """A person has looked, and starts the feed."""
        reply = self.client.send(SetFeed(command_id=uuid4().hex, running=True))
        assert reply.ok, reply.error

    def cameras(self):
        """The processes of its cameras."""
        children = psutil.Process(self.dog.pid).children(recursive=True)
        return [child for child in children if "inspector_app.cameras.process" in child.cmdline()]

    def fall_ill(self, how):
        """The next inference hangs, or kills its process."""
        (self.home.run / how).touch()

    def close(self):
        self.client.close()
        self.dog.stop()


def child_environment():
    """PYTHONPATH of processes that the tests start themselves."""
    return os.environ | {"PYTHONPATH": str(Path.cwd())}
