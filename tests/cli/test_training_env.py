import sys

import pytest

from inspector_app.cli import training_env


def test_without_a_training_environment_it_says_how_to_make_one(monkeypatch):
    monkeypatch.setattr(training_env, "training_python", lambda root: None)
    with pytest.raises(training_env.NoTrainingEnvironmentError, match="--with-train"):
        training_env.hand_over(["train"])


def test_it_hands_over_once_only(monkeypatch, tmp_path):
    monkeypatch.setattr(training_env, "training_python", lambda root: tmp_path / "python")
    monkeypatch.setenv("INSPECTOR_HANDED_OVER", "1")
    with pytest.raises(training_env.NoTrainingEnvironmentError):
        training_env.hand_over(["train"])


@pytest.mark.skipif(sys.platform == "win32", reason="exec is a POSIX call; Windows runs a child instead")
def test_the_same_words_go_on_there(monkeypatch, tmp_path):
    seen = {}
    monkeypatch.setattr(training_env, "training_python", lambda root: tmp_path / "python")
    monkeypatch.setattr(training_env.subprocess, "run", lambda *a, **k: pytest.fail("should have exec'ed"))

    def execve(path, command, environment):
        seen.update(path=path, command=command, environment=environment)
        raise SystemExit(0)

    monkeypatch.setattr(training_env.os, "execve", execve)
    with pytest.raises(SystemExit):
        training_env.hand_over(["train", "--epochs", "2"])
    assert seen["command"][1:] == ["-m", "inspector_app.cli.main", "train", "--epochs", "2"]
    assert seen["environment"]["YOLO_AUTOINSTALL"] == "false"
