import time

from installer import pip_runner
from installer.pip_runner import _explain, _Heartbeat


def test_a_quiet_pip_is_spoken_for(monkeypatch, capsys):
    monkeypatch.setattr(pip_runner, "_QUIET_S", 0.5)
    with _Heartbeat("train") as heartbeat:
        heartbeat.heard("Collecting torch==2.14.1")
        time.sleep(1.3)
    assert "train: still collecting torch==2.14.1 (1 s)" in capsys.readouterr().out


def test_only_what_takes_long_is_passed_on(capsys):
    with _Heartbeat("station") as heartbeat:
        heartbeat.heard("Downloading typer.whl (40 kB)")
        heartbeat.heard("Downloading openvino.whl (59.1 MB)")
        heartbeat.heard("Requirement already satisfied: numpy")
        heartbeat.heard("Installing collected packages: a, b, c")
    lines = [line.removeprefix("[inspector]").strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == ["downloading openvino.whl (59.1 MB)", "unpacking 3 packages; this can take minutes"]


def test_a_full_disk_is_called_by_its_name():
    assert "The disk is full." in _explain("train", ["ERROR: [Errno 28] No space left on device"])
