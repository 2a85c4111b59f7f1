"""A full disk, really made: a small file system in a mount namespace."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("child", ["full_disk_child", "full_disk_import"])
def test_what_does_not_fit_leaves_nothing_half_done(tmp_path, child):
    """A split and a freeze; an import, an archive and an export."""
    if sys.platform != "linux" or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("mount namespaces are not allowed here, so no disk can be filled")
    command = ["unshare", "-Urm", sys.executable, "-m", f"tests.datasets.{child}", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
