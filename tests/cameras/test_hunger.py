"""What the system says of real processes: one that computes, one that waits, one that was stopped."""

import os
import signal
import subprocess
import sys
import time

import pytest

from inspector_app.cameras.hunger import Hunger, wants_cpu

COMPUTES = "import time; end = time.monotonic() + 0.8\nwhile time.monotonic() < end: pass"


def looks(script, stop=False):
    with subprocess.Popen(
        [sys.executable, "-c", f"print(flush=True); {script}"], stdout=subprocess.PIPE
    ) as one:
        one.stdout.readline()
        if stop:
            os.kill(one.pid, signal.SIGSTOP)
        hunger = Hunger()
        for _ in range(5):
            time.sleep(0.05)
            hunger.look(one.pid)
        one.kill()
    assert not wants_cpu(one.pid), "one that is gone wants nothing"
    return hunger


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_only_one_that_computes_or_could_is_starved():
    assert looks(COMPUTES).starved
    assert not looks("import time; time.sleep(30)").starved
    assert not looks(COMPUTES, stop=True).starved


def test_what_was_heard_meanwhile_is_forgotten():
    hunger = Hunger()
    hunger._looks.extend([True] * 5)
    hunger.forget()
    assert not hunger.starved
