"""The demo in a real window on Wayland, under a compositor without a monitor."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import pytest

from inspector_app.bootstrap.demo_home import SHIPPED_MODEL
from inspector_app.model_packages.shelf import SHIPPED

pytestmark = [
    pytest.mark.skipif(
        shutil.which("weston") is None, reason="weston is not installed: Wayland is not tested"
    ),
    pytest.mark.skipif(
        not (SHIPPED / SHIPPED_MODEL / "card.json").is_file(),
        reason=f"no model package at {SHIPPED / SHIPPED_MODEL}",
    ),
]
SOCKET = "wayland-inspector"


@pytest.fixture
def wayland():
    """The variables of a session on a compositor of its own, with no X11 to fall back to."""
    # a path of a test may be too long for a socket's
    with tempfile.TemporaryDirectory(prefix="wl-") as folder:
        Path(folder).chmod(0o700)
        hidden = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
        session = hidden | {"XDG_RUNTIME_DIR": folder}
        words = ["--backend=headless-backend.so", "--no-config", "--idle-time=0", f"--socket={SOCKET}"]
        words += ["--width=1366", "--height=768", f"--log={folder}/weston.log"]
        with subprocess.Popen(["weston", *words], env=session, stderr=subprocess.DEVNULL) as weston:
            try:
                wait_for(Path(folder, SOCKET), weston)
                yield session | {"WAYLAND_DISPLAY": SOCKET, "QT_QPA_PLATFORM": "wayland"}
            finally:
                weston.terminate()


def wait_for(socket, weston):
    end = time.monotonic() + 20
    while not socket.exists():
        assert weston.poll() is None, "weston ended"
        assert time.monotonic() < end, "weston did not come up"
        time.sleep(0.05)


def test_the_demo_opens_shows_and_closes(wayland, tmp_path):
    picture = tmp_path / "shot.png"
    words = [
        "demo",
        "--seconds",
        "12",
        "--json",
        "--screenshot",
        str(picture),
        "--home",
        str(tmp_path / "home"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "inspector_app.cli.main", *words],
        env=wayland, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["first_paint_s"] is not None
    shown = cv2.imread(str(picture))
    assert shown is not None
    assert shown.shape[0] > 600
    assert shown.std() > 10
    assert len(set(map(tuple, shown[::7, ::7].reshape(-1, 3)))) > 50
