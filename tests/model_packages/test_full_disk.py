"""A full disk, really made, in the middle of import, release and export: nothing half done stays."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("case", ["import", "copy", "export"])
def test_what_does_not_fit_is_refused_and_leaves_nothing(case, tmp_path):
    if sys.platform != "linux" or subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("mount namespaces are not allowed here, so no disk can be filled")
    child = [sys.executable, "-m", "tests.model_packages.full_disk_child", case, str(tmp_path)]
    done = subprocess.run(["unshare", "-Urm", *child], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "refused:" in done.stdout
    assert "No space left" in done.stdout
