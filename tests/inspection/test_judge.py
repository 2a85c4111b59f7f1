from hypothesis import given
from hypothesis import strategies as st

from inspector_app.boards import DEFECT_CODES
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.inspection.judge import judge


def finding(code="open", score=0.9, size=0.5):
    return Finding("left", code, score, Box(0, 0, size / 0.02, 4), size)


def test_nothing_found_passes(recipe):
    verdict = judge([], recipe)
    assert (verdict.outcome, verdict.rule, verdict.signal) == (Outcome.PASS, Rule.NO_FINDING, Signal.ACCEPT)


def test_a_large_sure_defect_fails_and_is_named(recipe):
    verdict = judge([finding()], recipe)
    assert verdict.outcome is Outcome.FAIL
    assert verdict.rule is Rule.ABOVE_TOLERANCE
    assert "Open 0.50 mm" in verdict.reason
    assert "0.20 mm" in verdict.reason
    assert verdict.signal is Signal.REJECT


def test_a_small_sure_defect_is_within_tolerance(recipe):
    verdict = judge([finding(size=0.1)], recipe)
    assert (verdict.outcome, verdict.rule) == (Outcome.PASS, Rule.WITHIN_TOLERANCE)


def test_a_score_in_the_band_asks_a_person(recipe):
    verdict = judge([finding(score=0.4)], recipe)
    assert (verdict.outcome, verdict.rule) == (Outcome.REVIEW, Rule.UNSURE_SCORE)
    assert verdict.signal is Signal.REJECT


def test_a_score_below_the_band_is_nothing(recipe):
    assert judge([finding(score=0.29)], recipe).outcome is Outcome.PASS


def test_a_size_close_to_the_tolerance_asks_a_person(recipe):
    verdict = judge([finding(size=0.201)], recipe)
    assert (verdict.outcome, verdict.rule) == (Outcome.REVIEW, Rule.NEAR_TOLERANCE)


def test_the_worst_class_decides_not_the_best_score(recipe):
    verdict = judge([finding("pinhole", 0.99), finding("short", 0.6)], recipe)
    assert verdict.deciding.defect_class == "short"


def test_a_class_that_the_recipe_does_not_know_is_never_a_pass(recipe):
    verdict = judge([finding("scratch", 0.01)], recipe)
    assert (verdict.outcome, verdict.rule) == (Outcome.REVIEW, Rule.UNKNOWN_CLASS)


def test_allowed_count_is_respected(recipe):
    rules = dict(recipe.classes) | {
        "pinhole": recipe.classes["pinhole"].model_copy(update={"allowed_count": 2})
    }
    tolerant = recipe.model_copy(update={"classes": rules})
    assert judge([finding("pinhole")] * 2, tolerant).outcome is Outcome.PASS
    verdict = judge([finding("pinhole")] * 3, tolerant)
    assert (verdict.outcome, verdict.rule) == (Outcome.FAIL, Rule.TOO_MANY)


_findings = st.builds(
    finding,
    code=st.sampled_from([*DEFECT_CODES, "scratch"]),
    score=st.floats(0, 1),
    size=st.floats(0.001, 5),
)


@given(st.lists(_findings, max_size=8), _findings)
def test_one_more_finding_never_turns_a_reject_into_a_pass(findings, another):
    rules = {
        code: ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.2, severity=Severity.MAJOR)
        for code in DEFECT_CODES
    }
    recipe = Recipe(
        name="r",
        version=1,
        product="p",
        model="m",
        views=(ViewSetup(name="left", golden="g.png", mm_per_px=0.02),),
        classes=rules,
    )
    if judge(findings, recipe).signal is Signal.REJECT:
        assert judge([*findings, another], recipe).signal is Signal.REJECT


def by_area(recipe, limit=0.5):
    rule = recipe.classes["open"].model_copy(update={"tolerance_area_mm2": limit})
    return recipe.model_copy(update={"classes": {**recipe.classes, "open": rule}})


def covering(area, size=0.1):
    return Finding("left", "open", 0.9, Box(0, 0, 5, 4), size, (), area)


def test_a_short_defect_that_covers_too_much_fails_by_its_area(recipe):
    verdict = judge([covering(0.8)], by_area(recipe))
    assert (verdict.outcome, verdict.rule) == (Outcome.FAIL, Rule.ABOVE_TOLERANCE)
    assert "Open 0.80 mm², tolerance 0.50 mm²" in verdict.reason


def test_a_long_defect_that_covers_little_fails_by_its_length(recipe):
    verdict = judge([covering(0.1, size=0.5)], by_area(recipe))
    assert (verdict.outcome, verdict.rule) == (Outcome.FAIL, Rule.ABOVE_TOLERANCE)
    assert "Open 0.50 mm, tolerance 0.20 mm" in verdict.reason


def test_an_area_close_to_its_tolerance_asks_a_person(recipe):
    verdict = judge([covering(0.49)], by_area(recipe))
    assert (verdict.outcome, verdict.rule) == (Outcome.REVIEW, Rule.NEAR_TOLERANCE)
    assert "0.49 mm², close to the tolerance of 0.50 mm²" in verdict.reason


def test_a_defect_within_both_tolerances_passes(recipe):
    assert judge([covering(0.3)], by_area(recipe)).rule is Rule.WITHIN_TOLERANCE


def test_without_a_tolerance_of_area_the_length_alone_counts(recipe):
    assert judge([covering(99.0)], recipe).rule is Rule.WITHIN_TOLERANCE


def test_a_size_that_is_no_number_is_never_a_pass(recipe):
    assert judge([finding(size=float("nan"))], recipe).outcome is not Outcome.PASS
    assert judge([covering(float("nan"))], by_area(recipe)).outcome is not Outcome.PASS
