"""Debian's and Ubuntu's packages that wheels don't bring: found missing, installed, or named exactly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from installer.console import complain, say


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A package by its names, any of which will do. The first is asked for; apt knows what took its place."""

    names: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """The name to install."""
        return self.names[0]


def _packages(*names: str) -> tuple[SystemPackage, ...]:
    # Ubuntu 24.04 and Debian 13 renamed some libraries (64-bit time): libx -> libxt64.
    return tuple(SystemPackage((name, f"{name}t64")) for name in names)


WINDOW = _packages(
    "libegl1", "libgl1", "libopengl0", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libx11-xcb1",
    "libxkbcommon0", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0", "libxcb-render0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1",
    "libxcb-xfixes0", "libxcb-xinerama0", "libxcb-xkb1", "libwayland-client0", "libwayland-cursor0",
    "libwayland-egl1", "libcups2", "fonts-dejavu-core",
)  # fmt: skip
"""Qt's X11 and Wayland platforms, its printing, OpenCV's libGL, and one font."""

TESTS = _packages("xvfb", "weston", "poppler-utils", "mosquitto")
"""Screens without a monitor, for X11 and for Wayland, a second reader of PDFs, and an MQTT broker."""


def ensure_system_packages(packages: Sequence[SystemPackage]) -> bool:
    """Installs what is missing where it may; else says the exact command. True where nothing is missing."""
    if not is_debian():
        return True
    lacking = missing([*_venv_package(), *packages])
    if not lacking:
        return True
    return _install_or_explain(lacking)


def _install_or_explain(lacking: Sequence[SystemPackage]) -> bool:
    names = [package.wanted for package in lacking]
    prefix = permission()
    if prefix is None:
        complain(
            f"{len(names)} system packages are missing, and installing them needs an administrator. Type:"
        )
        complain(f"  {command_line(names)}")
        return False
    say(f"Installing system packages: {', '.join(names)}")
    _install(prefix, names)
    still = [package.wanted for package in missing(lacking)]
    if still:
        complain("apt could not install all of them. See what it says to:")
        complain(f"  {command_line(still)}")
    return not still


def is_debian(os_release: Path = Path("/etc/os-release")) -> bool:
    """True on Debian, Ubuntu and what is made from them."""
    if sys.platform != "linux" or shutil.which("dpkg-query") is None or not os_release.is_file():
        return False
    lines = os_release.read_text(encoding="utf-8", errors="replace").splitlines()
    values = [line.partition("=")[2].strip('"') for line in lines if line.startswith(("ID=", "ID_LIKE="))]
    return any(word in ("debian", "ubuntu") for value in values for word in value.split())


def missing(packages: Sequence[SystemPackage]) -> list[SystemPackage]:
    """Those of which no name is installed."""
    names = [name for package in packages for name in package.names]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    # Ends with 1 where it does not know a name; what it knows it prints all the same.
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    there = {name for name, _, status in map(_columns, done.stdout.splitlines()) if status == "installed"}
    return [package for package in packages if there.isdisjoint(package.names)]


def _columns(line: str) -> tuple[str, str, str]:
    return line.partition(" ")


def permission() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password, None where neither."""
    if _is_root():
        return []
    if shutil.which("sudo") is not None:
        probe = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if probe.returncode == 0:
            return ["sudo", "-n"]
    return None


def command_line(names: Sequence[str]) -> str:
    """The command for a person to copy."""
    sudo = "" if _is_root() else "sudo "
    install = f"{sudo}apt-get install -y --no-install-recommends {' '.join(names)}"
    return f"{sudo}apt-get update && {install}"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _install(prefix: list[str], names: list[str]) -> None:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    subprocess.run([*apt, "update", "-q"], stdout=subprocess.DEVNULL, check=False)
    install = [*apt, "install", "-y", "-q", "--no-install-recommends", *names]
    subprocess.run(install, stdout=subprocess.DEVNULL, check=False)


def _venv_package() -> tuple[SystemPackage, ...]:
    """Debian takes `ensurepip` out of its Python; other Pythons have it."""
    if find_spec("ensurepip") is not None:
        return ()
    is_python3 = Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve()
    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    # What is missing is the version's own package; python3-venv alone may belong to another version.
    return (SystemPackage((own,)) if not is_python3 else SystemPackage(("python3-venv",)),)
