"""The validation report's job as a process of its own: cancelled in the middle, and failing in words."""

import threading
import time

import pytest

from inspector_app.bootstrap.report_jobs import ReportError, ValidationReportJobs
from inspector_app.settings.home import Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def test_a_cancelled_job_leaves_no_report_and_no_half_done_folder(home, tmp_path):
    jobs, progress, ended = ValidationReportJobs(home), tmp_path / "progress.jsonl", []

    def draw():
        try:
            jobs.measure_and_draw("board-defects", 2000, 1, progress=progress)
        except ReportError as error:
            ended.append(error)

    work = threading.Thread(target=draw)
    work.start()
    until = time.monotonic() + 60
    while not progress.is_file() and time.monotonic() < until:
        time.sleep(0.05)
    assert list(home.reports.iterdir())  # it is in the middle of its work
    jobs.cancel()
    work.join(60)
    assert ended
    assert not list(home.reports.iterdir())


def test_a_folder_with_no_evaluation_is_an_error_in_words(home, tmp_path):
    with pytest.raises(ReportError, match="no evaluation is here"):
        ValidationReportJobs(home).draw(tmp_path)
