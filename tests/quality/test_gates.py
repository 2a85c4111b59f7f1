import pytest

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.gates import Gate, at_least, at_most, worse
from inspector_app.quality.model_gates import (
    PARITY,
    ClassParity,
    ClassResult,
    ModelParity,
    ModelResult,
    gates_of_model,
)
from inspector_app.quality.rates import Rate
from inspector_app.settings.release_figures import ReleaseFigures

LIMITS = ReleaseFigures()


def result(now=(97, 100), before=(97, 100), ap=(0.95, 0.95), whole=(0.95, 0.95), severity=Severity.MINOR):
    recall, reference = Rate(*now), Rate(*before)
    one = ClassResult("spur", "Spur", severity, recall, Rate(99, 100))
    both = ClassParity(recall, reference, *ap)
    return ModelResult([one], parity=ModelParity(*whole, {"spur": both}))


def gates(model, limits=LIMITS):
    return {gate.name: gate for gate in gates_of_model(model, limits)}


@pytest.mark.parametrize(
    ("rate", "met"),
    [((90, 100), True), ((89, 100), False), ((50, 50), None), ((20, 50), False), ((0, 0), None)],
)
def test_a_share_reaches_its_limit_or_not_and_a_handful_can_only_miss(rate, met):
    assert at_least("Recall", Rate(*rate), "release_recall", LIMITS).met is met


@pytest.mark.parametrize(
    ("rate", "met"), [((1, 100), True), ((2, 100), False), ((0, 50), None), ((20, 50), False)]
)
def test_a_share_stays_below_its_limit_or_not(rate, met):
    assert at_most("Escapes", Rate(*rate), "release_bad_passed", LIMITS).met is met


def test_a_limit_says_where_it_is_from():
    chosen = ReleaseFigures(release_recall=0.99)
    assert at_least("Recall", Rate(99, 100), "release_recall", LIMITS).source == "guide, step Train"
    assert at_least("Recall", Rate(99, 100), "release_recall", chosen).source == "chosen here"


def test_a_class_that_int8_costs_a_point_is_named_though_the_whole_loses_little():
    found = gates(result(ap=(0.93, 0.95), whole=(0.948, 0.95)))
    assert found[f"{PARITY}, Spur"].met is False
    assert "AP -2.00 points" in found[f"{PARITY}, Spur"].said
    assert found[PARITY].met is True


def test_what_int8_gains_is_no_loss():
    found = gates(result(now=(99, 100), ap=(0.97, 0.95), whole=(0.97, 0.95)))
    assert found[f"{PARITY}, Spur"].met is True
    assert found[PARITY].measured == "mAP +2.00 points"


def test_without_floating_point_parity_can_not_be_said():
    alone = ModelResult(result().classes)
    assert [gate.met for gate in gates_of_model(alone, LIMITS)] == [True, True, None]


def test_only_a_critical_class_can_not_be_let_through():
    assert gates(result())["Recall, Spur"].overridable
    critical = gates(result((89, 100), severity=Severity.CRITICAL))["Recall, Spur"]
    assert not critical.overridable
    assert "no signature releases it" in critical.advice


def one(met, slack=None):
    return Gate("Recall, Spur", "", "", met, slack=slack)


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (one(True, 0.05), one(False, -0.01), "second"),
        (one(True, 0.05), one(True, 0.02), "second"),
        (one(False, -0.09), one(False, -0.01), "first"),
        (one(None, -0.01), one(True, 0.05), "second"),
        (one(False, -0.01), one(None, 0.01), "first"),
        (one(None), one(None, 0.01), "second"),
    ],
)
def test_the_worse_of_two_counts_and_what_can_not_be_said_is_not_worse(first, second, chosen):
    wanted = {"first": first, "second": second}[chosen]
    assert worse(first, second) is wanted
    assert worse(second, first) is wanted
