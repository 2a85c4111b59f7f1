import subprocess
import sys

import pytest

_TRY = """
import os, shutil, sys
from pathlib import Path
import numpy as np
from inspector_app.datasets.shut_vaults import VaultShutError, keep_vaults_shut
from inspector_app.imaging import read_image
from inspector_app.settings.home import Home
home = Home(Path(sys.argv[1]))
secret = home.vaults / "boards" / "secret.npy"
(home.path / "free.txt").write_text("free")
keep_vaults_shut(home)
assert (home.path / "free.txt").read_text() == "free"
tries = {
    "read": lambda: secret.read_bytes(),
    "list": lambda: list(home.vaults.iterdir()),
    "walk": lambda: list(home.path.rglob("*.npy")),
    "copy": lambda: shutil.copy(secret, home.path / "out"),
    "link": lambda: os.link(secret, home.path / "out"),
    "numpy": lambda: np.load(secret),
    "image": lambda: read_image(secret),
    "bytes": lambda: open(os.fsencode(secret), "rb"),
    "around": lambda: (home.datasets / ".." / "vaults" / "boards" / "secret.npy").open(),
    "symlink": lambda: (home.path / "door" / "secret.npy").open(),
}
try:
    tries[sys.argv[2]]()
except VaultShutError as error:
    print("shut")
"""


@pytest.mark.parametrize(
    "how", ["read", "list", "walk", "copy", "link", "numpy", "image", "bytes", "around", "symlink"]
)
def test_a_process_that_trains_can_not_look_into_a_vault(tmp_path, how):
    """In a process of its own, since the hook can't be taken back."""
    (tmp_path / "vaults" / "boards").mkdir(parents=True)
    (tmp_path / "datasets").mkdir()
    (tmp_path / "vaults" / "boards" / "secret.npy").write_bytes(b"secret")
    (tmp_path / "door").symlink_to(tmp_path / "vaults" / "boards")
    command = [sys.executable, "-c", _TRY, str(tmp_path), how]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "shut", done.stderr
