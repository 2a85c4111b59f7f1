import pytest

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.rates import wilson_interval
from inspector_app.release.gates import MachineFigures, judge_gates
from inspector_app.release.readiness import Readiness, Waiver
from inspector_app.settings.release_figures import ReleaseFigures
from tests.release.samples import card, figures

SEVERITIES = {"open": Severity.CRITICAL, "short": Severity.MINOR}
GOOD = MachineFigures("this CPU", None, 20.0, 60.0, 500.0)
WAIVER = Waiver("Q. Lead", "needed for the trial")


def judged(a_card=None, measured=GOOD, severities=SEVERITIES, waiver=None, limits=None, evaluated=None):
    result = judge_gates(a_card or card(), severities, measured, limits or ReleaseFigures(), evaluated)
    return Readiness(result.gates, waiver, result.basis)


def gate(readiness, name):
    return next(one for one in readiness.gates if one.name == name)


def failed(readiness):
    return [gate.name for gate in readiness.failed]


def test_a_package_that_passes_everything_is_ready_and_says_so():
    readiness = judged()
    assert readiness.ready
    assert readiness.sentence == "Ready: all 12 gates are passed."
    assert readiness.waived == []


def test_each_figure_is_said_with_its_wilson_interval_and_n():
    low, high = wilson_interval(485, 500)
    sure = f"{low * 100:.1f} to {high * 100:.1f} %, 485 of 500"
    assert gate(judged(), "Recall, Open").said == f"97 % ({sure}); at least 90 %"
    assert gate(judged(), "Recall, Open").source == "guide, step Train"


def test_a_critical_class_below_its_gate_is_never_released_whoever_asks():
    readiness = judged(card(figures(open={"recall": 0.89}), figures(open={"recall": 0.89})), waiver=WAIVER)
    assert failed(readiness) == ["Recall, Open"]
    assert not readiness.ready
    assert readiness.sentence.startswith("Not ready, and nobody can release it so: Recall, Open: 89 %")


def test_any_other_class_needs_a_qa_leads_name_and_reason():
    low = card(figures(short={"precision": 0.94}), figures(short={"precision": 0.94}))
    assert not judged(low).ready
    assert "without a QA lead's name and reason: Precision, Short: 94 %" in judged(low).sentence
    let_through = judged(low, waiver=WAIVER)
    assert let_through.ready
    assert [gate.name for gate in let_through.waived] == ["Precision, Short"]
    assert "Q. Lead (not authenticated): needed for the trial" in let_through.sentence


@pytest.mark.parametrize(("recall", "collect"), [(0.84, True), (0.85, False), (0.89, False)])
def test_below_85_percent_recall_more_images_are_asked_for(recall, collect):
    low = figures(short={"recall": recall})
    found = gate(judged(card(low, low)), "Recall, Short")
    assert not found.passed
    assert found.collect_more is collect
    assert ("collect more images" in judged(card(low, low)).sentence) is collect


def test_a_class_without_a_known_severity_counts_as_critical():
    low = figures(short={"recall": 0.89})
    assert not judged(card(low, low), severities={}, waiver=WAIVER).ready


def test_int8_may_lose_a_point_a_class_and_no_more():
    assert failed(judged(card(figures(0.96), figures(0.97)))) == []
    drop = judged(card(figures(0.954), figures(0.97)))
    assert failed(drop) == [f"INT8 against floating point, {name}" for name in ("Open", "Short")]
    assert "recall -1.60" in drop.sentence
    by_ap = judged(card(figures(ap50=0.92), figures(ap50=0.95)))
    assert "AP -3.00 points" in by_ap.sentence


def test_few_defects_prove_nothing():
    few = judged(card(figures(n=99), figures(n=99)))
    parity = "INT8 against floating point"
    assert failed(few) == [
        one
        for name in ("Open", "Short")
        for one in (f"Recall, {name}", f"Precision, {name}", f"{parity}, {name}")
    ] + [parity]
    assert [gate.met for gate in few.failed] == [None] * 7
    none = figures(short={"n": 0, "recall": None, "precision": None, "findings": 0})
    assert {"Recall, Short", "Precision, Short"} <= set(failed(judged(card(none, none))))


def test_figures_must_be_of_data_that_nobody_has_seen():
    readiness = judged(card(dataset={"kind": "boards", "validation": {"boards": 9}}), waiver=WAIVER)
    assert failed(readiness) == ["Figures of unseen data"]
    assert not readiness.ready
    assert judged(card(dataset={"name": "castings", "vault": {"images": 300}})).ready
    none_left = {"name": "castings", "images": {"train": 700, "validation": 150, "test": 0}}
    assert failed(judged(card(dataset=none_left))) == ["Figures of unseen data"]
    tested = judged(card(dataset={**none_left, "images": {"test": 150}}))
    assert "test part of castings (150 images" in next(
        g.said for g in tested.gates if g.name == "Figures of unseen data"
    )


def test_data_that_was_used_too_often_needs_a_qa_lead():
    data = {"name": "castings", "images": {"test": 150}, "warnings": ["The test part was used 9 times."]}
    assert failed(judged(card(dataset=data))) == ["Uses of the data"]
    assert judged(card(dataset=data), waiver=WAIVER).ready
    assert judged(card(dataset={**data, "warnings": []})).ready


def test_golden_answers_that_differ_can_not_be_waived():
    readiness = judged(
        measured=MachineFigures("this CPU", "golden answer to input-1.png is off", None), waiver=WAIVER
    )
    assert failed(readiness) == ["Golden answers", "Latency"]
    assert not readiness.ready


def test_a_part_that_takes_longer_than_its_deadline_can_not_be_released():
    late = judged(measured=MachineFigures("this CPU", None, 20.0, 500.0, 500.0), waiver=WAIVER)
    assert failed(late) == ["Latency of a part"]
    assert not late.ready
    slow = MachineFigures("this CPU", None, 51.0)
    assert failed(judged(measured=slow)) == ["Latency of the network"]
    assert judged(measured=slow, waiver=WAIVER).ready


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ({}, "no figures a class for int8"),
        ({"int8": figures(open={"recall": 1.2}), "fp32": figures()}, "figures.int8.classes.open.recall"),
        ({"int8": {"classes": {"open": figures()["classes"]["open"]}}, "fp32": figures()}, "int8 for short"),
        ({"int8": figures()}, "no figures a class for fp32"),
        ({"int8": "good", "fp32": figures()}, "no figures a class for int8"),
    ],
)
def test_a_card_without_figures_is_not_ready_and_says_what_is_missing(measured, said):
    readiness = judged(card().model_copy(update={"figures": measured}), waiver=WAIVER)
    assert not readiness.ready
    assert said in readiness.sentence


def test_a_plant_may_ask_for_more():
    assert failed(judged(limits=ReleaseFigures(release_recall=0.98))) == ["Recall, Open", "Recall, Short"]
