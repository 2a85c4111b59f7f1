import pytest

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.rates import Rate
from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.validation.content import PartFigures
from inspector_app.validation.readiness import readiness_of
from tests.validation.sample_evaluation import CODES, make_class, make_evaluation


def with_class(figures):
    others = tuple(make_class(code) for code in CODES if code != figures.code)
    return make_evaluation(classes=(figures, *others))


def gate(readiness, name):
    return next(one for one in readiness.gates if one.name == name)


def test_ready_where_every_gate_is_met():
    ready = readiness_of(make_evaluation())
    assert ready.ready
    assert ready.sentence.startswith("Ready: boards meets every gate on 400 parts.")
    assert ready.advice == ()
    assert len(ready.gates) == 3 * len(CODES) + 5


def test_a_class_below_its_recall_is_named_with_figures():
    answer = readiness_of(with_class(make_class("spur", recall=(88, 100))))
    assert not answer.ready
    assert answer.sentence == "Not ready: one gate is missed: recall of Spur 88 % (at least 90 %)."
    assert "look at the picture of every missed one" in answer.advice[0]


def test_far_below_it_asks_for_more_images():
    answer = readiness_of(with_class(make_class("spur", recall=(80, 100))))
    assert "collect more" in answer.advice[0]
    assert "critical" not in answer.advice[0]


def test_a_critical_class_can_t_be_signed_away():
    answer = readiness_of(with_class(make_class("open", recall=(89, 100))))
    assert "no signature releases it" in answer.advice[0]
    assert make_class("open").severity is Severity.CRITICAL


def test_too_few_defects_can_t_be_said_and_are_not_ready():
    answer = readiness_of(with_class(make_class("spur", recall=(12, 12))))
    assert not answer.ready
    assert gate(answer, "Recall, Spur").met is None
    assert "can't be said" in answer.sentence
    assert "12 defects are too few" in answer.advice[0]


def test_few_defects_are_enough_to_be_sure_of_a_miss():
    answer = readiness_of(with_class(make_class("spur", recall=(2, 20))))
    assert gate(answer, "Recall, Spur").met is False
    assert "collect more" in answer.advice[0]


def test_a_class_that_nothing_was_found_of_has_no_precision():
    answer = readiness_of(with_class(make_class("spur", recall=(0, 100), precision=(0, 0))))
    assert gate(answer, "Precision, Spur").met is None
    assert gate(answer, "Recall, Spur").met is False


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"bad_passed": Rate(3, 200)}, "Bad parts passed (escapes)"),
        ({"good_failed": Rate(5, 200)}, "Good parts failed"),
        ({"review": Rate(21, 400)}, "Parts sent to a person (REVIEW)"),
    ],
)
def test_each_rate_of_parts_has_its_limit(parts, name):
    fine = make_evaluation().parts
    worse = PartFigures(**{**dict(fine), **parts})
    answer = readiness_of(make_evaluation(parts=worse))
    assert [one.name for one in answer.gates if not one.met] == [name]


def test_a_handful_of_parts_proves_no_small_rate_and_may_still_show_a_large_one():
    few = make_evaluation().parts.model_copy(update={"bad_passed": Rate(0, 20), "good_failed": Rate(9, 20)})
    answer = readiness_of(make_evaluation(parts=few))
    assert gate(answer, "Bad parts passed (escapes)").met is None
    assert gate(answer, "Good parts failed").met is False
    assert "20 such parts are too few to say" in " ".join(answer.advice)


def test_a_handful_of_defects_says_nothing_of_int8():
    parity = make_evaluation().parity
    rows = tuple(row.model_copy(update={"recall_int8": Rate(9, 9)}) for row in parity.rows)
    lossy = parity.model_copy(update={"rows": rows, "map50_int8": 0.9})
    assert gate(readiness_of(make_evaluation(parity=lossy)), "INT8 against floating point").met is None


def test_slow_or_unproven_networks_are_not_ready():
    slow = make_evaluation().latency.model_copy(update={"p99_ms": 50.1})
    assert gate(readiness_of(make_evaluation(latency=slow)), "Latency, image to findings").met is False
    assert gate(readiness_of(make_evaluation(parity=None)), "INT8 against floating point").met is None
    lossy = make_evaluation().parity.model_copy(update={"map50_int8": 0.96})
    answer = gate(readiness_of(make_evaluation(parity=lossy)), "INT8 against floating point")
    assert (answer.met, answer.measured) == (False, "mAP -1.10 points")


def test_a_plant_may_ask_for_more():
    assert readiness_of(make_evaluation(), ReleaseFigures(release_recall=0.99)).ready is False


def test_many_misses_are_counted_and_the_first_named():
    bad = tuple(make_class(code, recall=(50, 100)) for code in CODES)
    sentence = readiness_of(make_evaluation(classes=bad)).sentence
    assert sentence.startswith("Not ready: 6 gates are missed: recall of Open 50 %")
    assert sentence.endswith("and 3 more.")
