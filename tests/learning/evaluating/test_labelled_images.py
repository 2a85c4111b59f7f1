from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import ClassRule, QualityLimits
from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.learning.evaluating.labelled_images import (
    NO_TOLERANCE,
    known_images,
    labelled_recipe,
    measurable,
)
from tests.learning.examined import card, recipe

PICTURE = np.random.default_rng(1).integers(0, 255, (120, 160), np.uint8)


def image(folder, name, *labels, golden=True, tags=None, size=PICTURE.shape):
    paths = {kind: Path(folder) / f"{name}-{kind}.png" for kind in ("image", "golden")}
    cv2.imwrite(str(paths["image"]), PICTURE)
    if golden:
        cv2.imwrite(str(paths["golden"]), PICTURE[: size[0], : size[1]])
    return LabelledImage(
        name, paths["image"], 160, 120, labels, paths["golden"] if golden else None, tags or {}
    )


SPUR = Label("spur", Box(10, 10, 40, 20))


def test_images_without_a_golden_are_left_out_by_name(tmp_path):
    chosen = measurable(
        Dataset(("spur",), (image(tmp_path, "a", SPUR), image(tmp_path, "b", golden=False))), "set"
    )
    assert [one.name for one in chosen.images] == ["a"]
    (left,) = chosen.not_measured
    assert (left.count, left.examples) == (1, ("b",))
    assert "no golden" in left.why


def test_a_set_with_no_golden_at_all_is_refused_in_words(tmp_path):
    with pytest.raises(EvaluationError, match=r"set: none of its 1 images has a golden.*Import the goldens"):
        measurable(Dataset(("spur",), (image(tmp_path, "a", golden=False),)), "set")


def test_truth_size_part_and_conditions_come_from_the_labels(tmp_path):
    tags = {"lot": "L7", "light": "ring", "serial": "S1", "answered_by": "Ana"}
    rows = (image(tmp_path, "a", SPUR, tags=tags), image(tmp_path, "b", tags={"lot": "L8"}))
    first, second = known_images(rows, labelled_recipe(card(), None).tolerances_mm, 0.02)
    assert (first.defects[0].code, first.defects[0].size_mm) == ("spur", pytest.approx(0.6))
    assert (first.good, second.good) == (False, True)
    assert (first.part, second.part, first.group) == ("S1", "b", "L7")
    assert first.traits == {"light": "ring", "lot": "L7"}
    assert second.traits == {"light": "not said", "lot": "L8"}


def test_a_recipe_s_tolerance_makes_a_small_defect_good(tmp_path):
    own = recipe()
    rule = ClassRule(threshold=0.4, review_from=0.2, tolerance_mm=0.7, severity="minor")
    own = own.model_copy(update={"classes": {"spur": rule}})
    judged = labelled_recipe(card(), own)
    assert judged.classes["spur"] == rule.model_copy(
        update={"threshold": 0.5, "review_from": 0.3}
    )  # the card's
    assert judged.classes["open"].tolerance_mm == NO_TOLERANCE  # the recipe doesn't say
    (one,) = known_images((image(tmp_path, "a", SPUR),), judged.tolerances_mm, 0.02)
    assert one.good


def test_a_report_weighs_a_class_as_a_release_does():
    """By the recipe, the plant's catalogue, a board's own; and as critical what nobody has weighed."""
    of_own_classes = card().model_copy(
        update={
            "classes": ("spur", "dent", "dirt"),
            "thresholds": dict.fromkeys(("spur", "dent", "dirt"), card().thresholds["spur"]),
        }
    )
    judged = labelled_recipe(of_own_classes, None, {"dirt": Severity.MINOR})
    severities = [rule.severity for rule in judged.classes.values()]
    assert severities == [Severity.MAJOR, Severity.CRITICAL, Severity.MINOR]
    own = recipe().model_copy(update={"classes": {"dirt": judged.classes["spur"]}})
    assert (
        labelled_recipe(of_own_classes, own, {"dirt": Severity.MINOR}).classes["dirt"].severity
        is Severity.MAJOR
    )


def test_a_recipe_s_limits_of_quality_go_with_every_image(tmp_path):
    limits = QualityLimits(max_residual_px=2.5)
    (own,) = known_images((image(tmp_path, "a"),), {}, 0.02, quality=limits)
    (usual,) = known_images((image(tmp_path, "a"),), {}, 0.02)
    assert (own.quality, usual.quality) == (limits, QualityLimits())


def test_a_defect_of_a_class_that_the_model_does_not_know_is_bad_all_the_same(tmp_path):
    scratch = Label("scratch", Box(10, 10, 12, 12))
    (one,) = known_images((image(tmp_path, "a", scratch),), labelled_recipe(card(), None).tolerances_mm, 0.02)
    assert not one.good


def test_a_golden_of_another_size_and_a_missing_image_are_named(tmp_path):
    judged = labelled_recipe(card(), None)
    with pytest.raises(EvaluationError, match=r"a-image\.png: 160 x 120 px, but its golden .*100 x 120"):
        list(known_images((image(tmp_path, "a", size=(120, 100)),), judged.tolerances_mm, 1.0))
    gone = image(tmp_path, "b")
    gone.path.unlink()
    with pytest.raises(EvaluationError, match=r"b-image\.png"):
        list(known_images((gone,), judged.tolerances_mm, 1.0))


def test_for_outlines_a_label_is_measured_along_its_own(tmp_path):
    slanting = ((10.0, 10.0), (13.0, 10.0), (43.0, 40.0), (40.0, 40.0))
    scratch = Label("spur", Box(10, 10, 43, 40), (slanting,))
    rows = (image(tmp_path, "a", scratch),)
    (boxes,) = known_images(rows, {"spur": 0.7}, 0.02)
    (outlined,) = known_images(rows, {"spur": 0.7}, 0.02, outlined=True)
    assert boxes.defects[0].size_mm == pytest.approx(33 * 0.02)
    assert outlined.defects[0].size_mm == pytest.approx(0.02 * np.hypot(30, 30), rel=0.06)
    assert outlined.defects[0].area_mm2 == pytest.approx(90 * 0.02**2, rel=0.05)
    assert (boxes.good, outlined.good) == (True, False)


def test_an_area_beyond_its_tolerance_makes_a_short_defect_bad(tmp_path):
    square = ((10.0, 10.0), (40.0, 10.0), (40.0, 20.0), (10.0, 20.0))
    rows = (image(tmp_path, "a", Label("spur", Box(10, 10, 40, 20), (square,))),)
    for limit, good in ((0.1, False), (0.2, True)):
        (one,) = known_images(rows, {"spur": 2.0}, 0.02, outlined=True, tolerances_mm2={"spur": limit})
        assert one.good is good
