import signal
import subprocess
import sys
from pathlib import Path

from inspector_app.detectors.runtime import core
from tests.detectors.test_openvino_network import save_network

_LOADED_AND_LEFT = """
import gc, os, signal, sys
from pathlib import Path
from inspector_app.detectors.compiled import CompiledNetwork

heard = []
signal.signal(signal.SIGTERM, lambda *_: heard.append("heard"))
first, second = CompiledNetwork(Path(sys.argv[1])), CompiledNetwork(Path(sys.argv[1]))
del first
gc.collect()
del second
gc.collect()
os.kill(os.getpid(), signal.SIGTERM)
print(*heard)
"""


def test_there_is_one_core():
    assert core() is core()


def test_a_signal_is_heard_after_networks_came_and_went(tmp_path: Path) -> None:
    xml = save_network(tmp_path / "m.xml")
    ended = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", _LOADED_AND_LEFT, str(xml)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode != -signal.SIGSEGV, "the signal was handled on a stack that is no more"
    assert ended.stdout.split() == ["heard"], ended.stderr
