"""Jobs that draw reports: failing in words, and stopped in the middle of the work."""

import time

import pytest

from inspector_app.bootstrap.home_jobs import HomeJobs
from inspector_app.bootstrap.report_jobs import ReportError, ReportJob
from inspector_app.settings.home import Home
from inspector_app.ui.learning.wishes import ReportWish


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def test_a_validation_that_is_stopped_leaves_no_report_and_no_half_done_folder(home):
    jobs, wish = HomeJobs(home), ReportWish(package="board-defects", boards=2000)
    jobs.begin(wish)
    until = time.monotonic() + 120
    while not list(home.reports.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(home.reports.iterdir())  # it is in the middle of its work
    jobs.stop(wish)
    assert not list(home.reports.iterdir())
    assert jobs.all()[0].state == "stopped"


def test_a_folder_with_no_evaluation_is_an_error_in_words(home, tmp_path):
    with pytest.raises(ReportError, match="no evaluation is here"):
        ReportJob(home).run("validation", "--evaluation", str(tmp_path))
