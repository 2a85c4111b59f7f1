import sys

import pytest

from installer import system_packages
from installer.system_packages import SystemPackage, ensure_system_packages, is_debian, missing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Debian and Ubuntu only")

# Knows libegl1, and libcups2 by its new name; another is known but removed.
DPKG = """
for name in "$@"; do case $name in
libegl1) echo "libegl1 installed";; libcups2t64) echo "libcups2t64 installed";;
libgl1) echo "libgl1 config-files";; esac; done
exit 1
"""
ASKED = [SystemPackage(("libegl1",)), SystemPackage(("libgl1",)), SystemPackage(("libcups2", "libcups2t64"))]


@pytest.fixture(autouse=True)
def debian(monkeypatch, programs):
    monkeypatch.setattr(system_packages, "is_debian", lambda: True)
    monkeypatch.setattr(system_packages, "_venv_package", tuple)
    programs("dpkg-query", DPKG)
    return programs


def test_removed_is_missing_and_a_new_name_counts():
    assert [package.wanted for package in missing(ASKED)] == ["libgl1"]


def test_without_permission_the_exact_command_is_printed(debian, monkeypatch, capsys):
    debian("sudo", "exit 1")
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    assert ensure_system_packages(ASKED) is False
    said = capsys.readouterr().err
    command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1\n"
    assert said.endswith(command)


@pytest.mark.parametrize(("user", "prefix"), [(0, ""), (1000, "sudo -n ")])
def test_with_permission_they_are_installed(debian, monkeypatch, tmp_path, user, prefix):
    log = tmp_path / "log"
    debian("sudo", f'[ "$2" = true ] || echo "sudo $*" >> "{log}"; shift; exec "$@"')
    debian("apt-get", f'echo "apt-get $*" >> "{log}"; exit 0')
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: user)
    assert ensure_system_packages(ASKED) is False  # this apt installs nothing, and that is noticed
    lines = log.read_text(encoding="utf-8").splitlines()
    apt = [line for line in lines if line.startswith("apt-get")]
    assert apt == ["apt-get update -q", "apt-get install -y -q --no-install-recommends libgl1"]
    assert any(line.startswith("sudo -n") for line in lines) == bool(prefix)


def test_nothing_missing_asks_nobody(debian, monkeypatch):
    monkeypatch.setattr(system_packages, "permission", lambda: pytest.fail("no need to ask"))
    assert ensure_system_packages(ASKED[:1]) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ID=debian\n", True),
        ('NAME=x\nID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ("ID=fedora\nID_LIKE=rhel\n", False),
    ],
)
def test_what_counts_as_debian(tmp_path, text, expected):
    release = tmp_path / "os-release"
    release.write_text(text, encoding="utf-8")
    assert is_debian(release) is expected


def test_other_systems_are_left_alone(monkeypatch):
    monkeypatch.setattr(system_packages, "is_debian", lambda: False)
    monkeypatch.setattr(system_packages, "missing", lambda packages: pytest.fail("not Debian"))
    assert ensure_system_packages(ASKED) is True


def test_a_python_without_ensurepip_asks_for_venv(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(system_packages, "find_spec", lambda name: None)
    (package,) = system_packages._venv_package()
    assert package.wanted.startswith("python3")
    assert package.wanted.endswith("-venv")
