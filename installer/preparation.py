"""Makes an environment ready: new, repaired, or left alone where it is."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from installer.console import SetupError, say
from installer.environments import QUIET, ROOT, Environment, clean_variables, python_of
from installer.installed import installed_versions, remove_half_installed
from installer.pip_runner import pip_install
from installer.stamps import remove_stamp, why_not_ready, write_stamp


def prepare(environment: Environment, root: Path = ROOT) -> None:
    """Makes the environment ready. Quick where it is; goes on where an earlier set-up was cut off.

    Raises SetupError where it can't.
    """
    name = environment.folder.name
    reason = why_not_ready(environment, root)
    if reason is None:
        say(f"{name} is ready.")
        return
    say(f"Setting up {name}: {reason}.")
    remove_stamp(environment)
    _make(environment)
    _install(environment, root)
    _refuse_second_opencv(environment)
    _check(environment)
    write_stamp(environment, root)
    say(f"{name} is set up.")


def _make(environment: Environment) -> None:
    if environment.folder.exists() and (_moved(environment) or not _works(environment)):
        say(f"{environment.folder.name} is broken; it is made anew.")
        _remove(environment.folder)
    if not environment.folder.exists():
        _refuse_old_system()
        _refuse_small_disk(environment)
        say(f"Making {environment.folder} with Python {sys.version.split()[0]}.")
        _run([sys.executable, "-m", "venv", str(environment.folder)], "Making the virtual environment")
    for name in remove_half_installed(environment.site_packages):
        say(f"  {name} was cut off half-way; it is installed again.")


def _moved(environment: Environment) -> bool:
    """Programs in an environment name its place in their first line, so a moved one is half dead."""
    try:
        lines = (environment.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return True
    commands = [line for line in lines if line.startswith("command = ")]
    return any(not line.endswith(str(environment.folder)) for line in commands)


def _works(environment: Environment) -> bool:
    if python_of(environment) is None:
        return False
    pip = [str(environment.python), "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False, env=clean_variables()).returncode == 0


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise SetupError(
            f"{folder} can't be removed ({error.strerror}). Is a program of it running?"
        ) from error


def _refuse_old_system(libc: tuple[str, str] | None = None) -> None:
    """PySide6's wheels for Linux begin with glibc 2.34 (Debian 12, Ubuntu 22.04)."""
    name, version = libc or platform.libc_ver()
    if sys.platform != "linux" or name != "glibc":
        return
    if tuple(int(part) for part in version.split(".")[:2]) < (2, 34):
        raise SetupError(
            f"Too old a system: Inspector needs glibc 2.34 (Debian 12, Ubuntu 22.04); here is {version}."
        )


def _refuse_small_disk(environment: Environment) -> None:
    free_gb = shutil.disk_usage(environment.folder.parent).free / 1e9
    if free_gb < environment.needs_gb:
        raise SetupError(
            f"{environment.folder} takes {environment.needs_gb:.1f} GB; {free_gb:.1f} GB are free there."
        )


def _install(environment: Environment, root: Path) -> None:
    names = ", ".join(lock.stem for lock in environment.locks)
    say(f"Installing locked versions ({names}) into {environment.folder.name}. At first this is a download.")
    # The locks are the full closure, so pip needs to find nothing by itself.
    locks = [part for lock in environment.locks for part in ("-r", str(lock))]
    pip_install(environment, ["--no-deps", *locks], names)
    say("Installing Inspector itself, so that a change of its code counts at once.")
    pip_install(environment, ["--no-deps", "--no-build-isolation", "--editable", str(root)], "Inspector")
    _keep_quiet(environment)


def _keep_quiet(environment: Environment) -> None:
    """Whoever starts a Python of the environment gets the variables that keep libraries from phoning home."""
    ours = {name: value for name, value in QUIET.items() if name.startswith(("YOLO_", "NNCF_"))}
    line = f"import os; [os.environ.setdefault(name, value) for name, value in {ours!r}.items()]\n"
    (environment.site_packages / "inspector_quiet.pth").write_text(line, encoding="utf-8")


def _refuse_second_opencv(environment: Environment) -> None:
    installed = installed_versions(environment.site_packages)
    others = sorted(name for name in installed if name.startswith("opencv-") and name != "opencv-python")
    if others:
        raise SetupError(
            f"{', '.join(others)} is in {environment.folder.name} and overwrites files of opencv-python. "
            f"Delete {environment.folder} and run this again."
        )


def _check(environment: Environment) -> None:
    say("Checking that the versions fit together.")
    _run([str(environment.python), "-m", "pip", "check"], f"Checking {environment.folder.name}")


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean_variables())
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise SetupError(f"{what} failed:\n{said}")
