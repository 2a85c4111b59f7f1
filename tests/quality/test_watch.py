"""The thin watch: an alarm below the limit, and nothing said of too few parts."""

from datetime import UTC, datetime, timedelta

from inspector_app.domain.mode import ModeEvidence
from inspector_app.domain.recipe import Mode
from inspector_app.quality.watch import watch_answers, watch_retraining
from inspector_app.settings.mode_figures import ModeFigures

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def items(**counts):
    about = {"line": "board", "model_sha256": "ab", "mode": Mode.ALERT, "since": NOW}
    return {item.name: item for item in watch_answers(ModeEvidence(**about, **counts), ModeFigures())}


def test_below_92_percent_is_an_alarm_with_its_interval():
    found = items(rejected=100, rejected_bad=91, rejected_good=9, passed=900, passed_good=50, passed_bad=2)
    assert found["Precision"].alarm is True
    assert "91 % (83.8 to 95.2 %, 91 of 100)" in found["Precision"].said
    assert found["Recall"].alarm is False
    assert "passed parts looked at: 52 of 900" in found["Recall"].said
    assert items(rejected=100, rejected_bad=92, rejected_good=8)["Precision"].alarm is False


def test_too_few_say_so_and_alarm_nobody():
    found = items(rejected=4, rejected_bad=1, rejected_good=3)
    assert found["Precision"].alarm is None
    assert "n is too small, 30 are needed" in found["Precision"].said
    assert items()["Recall"].alarm is None


def test_retraining_is_due_after_a_quarter():
    assert watch_retraining(NOW - timedelta(days=90), NOW, ModeFigures()).alarm is False
    late = watch_retraining(NOW - timedelta(days=101), NOW, ModeFigures())
    assert late.alarm is True
    assert "(10 days)" in late.said
