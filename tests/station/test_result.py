"""What a run came to."""

from inspector_app.domain.messages import ImageFolder
from inspector_app.domain.verdict import Outcome
from inspector_app.station.result import Score

IMAGES = ImageFolder(used_bytes=0, cap_bytes=1, purged=4, most_waiting=2, unpacked=1, most_unpacked=3)


def test_a_run_as_scripts_get_it():
    score = Score()
    score.count(Outcome.PASS, 10.0, late=False, recorded=True)
    score.count(Outcome.REVIEW, 600.0, late=True, recorded=False)
    answer = score.result(lost_frames=2, missed=1, skipped_live_frames=0, images=IMAGES).as_json()
    assert answer.pop("seconds") >= 0
    assert answer.pop("exposure_to_signal_ms") == {"n": 0, "mean": None, "p50": None, "p99": None}
    assert answer == {
        "parts": 2,
        "pass": 1,
        "fail": 0,
        "review": 1,
        "lost_frames": 2,
        "late": 1,
        "missed_parts": 1,
        "unrecorded": 1,
        "skipped_live_frames": 0,
        "latency_ms": {"p50": 10.0, "p99": 600.0},
        "images": {"most_waiting": 2, "unpacked": 1, "most_unpacked": 3, "purged": 4},
    }


def test_the_time_to_act_has_its_n():
    score = Score()
    for act_ms in (40.0, 60.0, None):
        score.count(Outcome.PASS, 70.0, late=False, recorded=True, act_ms=act_ms)
    result = score.result(lost_frames=0, missed=0, skipped_live_frames=0, images=IMAGES)
    assert result.as_json()["exposure_to_signal_ms"] == {"n": 2, "mean": 50.0, "p50": 40.0, "p99": 60.0}


def test_an_empty_run():
    assert Score().result(lost_frames=0, missed=0, skipped_live_frames=0, images=IMAGES).as_json()[
        "latency_ms"
    ] == {
        "p50": None,
        "p99": None,
    }
