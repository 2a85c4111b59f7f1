import os
import shutil
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from installer.environments import Environment
from tests.installer import tiny_wheels


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A tiny project in a path with spaces, wheels that need no index, and the environment to be made."""
    root = tmp_path_factory.mktemp("a project of mine")
    wheels, locks = root / "wheels", root / "installer" / "locks"
    wheels.mkdir()
    locks.mkdir(parents=True)
    tiny_wheels.write_wheel(
        wheels, "tiny", "1.0", {"tiny.py": "def main(): print('tiny')\n", "tiny_data.txt": "data"}
    )
    tiny_wheels.write_wheel(wheels, "tiny", "2.0", {"tiny.py": "def main(): print('tiny 2')\n"})
    tiny_wheels.write_wheel(wheels, "opencv_python_headless", "5.0", {"cv2.py": ""})
    (locks / "station.txt").write_text("# station\ntiny==1.0\n", encoding="utf-8")
    shutil.copy(Path(tiny_wheels.__file__), root / "tiny_wheels.py")
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "tiny_wheels"\nbackend-path = ["."]\n'
        '[project]\nname = "inspector-app"\nversion = "0.1.0"\n',
        encoding="utf-8",
    )
    environment = Environment(root / ".venv", (locks / "station.txt",), needs_gb=0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", wheels.as_uri())
        yield SimpleNamespace(root=root, environment=environment, lock=locks / "station.txt")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Puts small programs first on the path: name -> shell script."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def place(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    if sys.platform == "win32":
        pytest.skip("shell scripts")
    return place
