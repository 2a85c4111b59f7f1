"""Jobs of the window as they are started: output, environment, priority."""

import os
import sys

import pytest

from inspector_app.bootstrap.child_jobs import JOB, Manner, Streams, own_command, start_job


def test_what_a_job_says_comes_back_by_default():
    job = start_job(own_command("--version"))
    told, _ = job.communicate(timeout=60)
    assert job.returncode == 0
    assert told.strip()


def test_output_goes_to_files_and_the_environment_comes_along(tmp_path):
    code = "import os, sys; print(os.environ['OF_THE_JOB']); print('step', file=sys.stderr)"
    with (tmp_path / "out").open("wb") as out, (tmp_path / "log").open("wb") as log:
        job = start_job(
            [sys.executable, "-c", code], Streams(out, log), Manner(environment={"OF_THE_JOB": "ja"})
        )
    assert job.wait(60) == 0
    assert (tmp_path / "out").read_text().split() == ["ja"]
    assert (tmp_path / "log").read_text().split() == ["step"]


@pytest.mark.skipif(sys.platform == "win32", reason="niceness and groups are of POSIX")
@pytest.mark.parametrize("stays", [False, True])
def test_a_job_gives_way_and_only_one_that_stays_is_kept_from_the_terminal(stays):
    job = start_job([sys.executable, "-c", "import time; time.sleep(60)"], manner=Manner(stays=stays))
    try:
        assert os.getpriority(os.PRIO_PROCESS, job.pid) >= JOB
        assert (os.getpgid(job.pid) == job.pid) is stays
    finally:
        job.kill()
        job.communicate()


def test_a_program_that_is_not_there_is_an_error_of_the_world(tmp_path):
    with pytest.raises(FileNotFoundError):
        start_job([str(tmp_path / "nothing")])
