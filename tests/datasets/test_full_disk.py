"""A full disk, really made: a small file system in a mount namespace."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_a_split_and_a_freeze_on_a_full_disk_leave_nothing_half_done(tmp_path):
    if sys.platform != "linux" or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("mount namespaces are not allowed here, so no disk can be filled")
    command = ["unshare", "-Urm", sys.executable, "-m", "tests.datasets.full_disk_child", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
