from dataclasses import replace

import cv2
import pytest

from inspector_app.datasets.catalogue.entries import Approval, first_entry
from inspector_app.datasets.checking.check import check_dataset
from inspector_app.datasets.checking.result import Weight
from inspector_app.datasets.grouping.groups import traces_of
from inspector_app.datasets.labelled import Label
from inspector_app.domain.geometry import Box
from inspector_app.settings.dataset_figures import DatasetFigures
from tests.datasets.lots import a_dataset, an_image, lots, picture, sight_of

FIGURES = DatasetFigures(dataset_images_least=2, dataset_images_wish=4, dataset_clean_share=0.4)


def _check(images, classes=("spur", "open"), figures=FIGURES, **options):
    dataset = a_dataset(images, classes)
    return check_dataset(dataset, sight_of(dataset), figures, **options)


def _of(remarks, check):
    return [remark for remark in remarks if remark.check == check]


def _approved(code):
    return replace(first_entry(code), approvals=(Approval("Q. Lead", "2026-03-01"),))


def test_a_good_set_has_nothing_against_it(tmp_path):
    known = {code: _approved(code) for code in ("spur", "open")}
    images = [
        replace(
            image,
            tags={
                **image.tags,
                "light": "day" if number % 2 else "night",
                "maintenance": "before" if number % 3 else "after",
                "distance": str(300 + number % 2),
                "orientation": str(90 * (number % 2)),
                "taken_at": f"2026-03-{1 + number % 9:02d}T{number % 24:02d}:00",
            },
        )
        for number, image in enumerate(lots(tmp_path, 6))
    ]
    assert [remark.check for remark in _check(images, entries=known)] == ["no-golden", "no-split"]


def test_too_few_images_are_an_error_with_the_figure_and_where_it_is_from(tmp_path):
    remarks = _check(lots(tmp_path, 1), classes=("spur", "open", "short"), figures=DatasetFigures())
    few = _of(remarks, "too-few")
    assert {remark.weight for remark in few} == {Weight.ERROR}
    assert few[0].says == "spur: 1 images, 499 too few. Collect more."
    assert few[0].figure == "500 (guide, step Collect)"
    assert few[0].images == ("lot00-0",)
    assert few[2].says.startswith("short: 0 images")


def test_a_figure_that_a_site_chose_says_so(tmp_path):
    (few, _) = _of(_check(lots(tmp_path, 1)), "too-few")
    assert few.figure == "2 (chosen here)"


def test_fewer_than_wished_for_is_a_warning(tmp_path):
    (few, _) = _of(_check(lots(tmp_path, 3)), "few")
    assert few.weight is Weight.WARNING


def test_a_class_far_behind_is_named(tmp_path):
    images = [an_image(tmp_path, f"s{n}", seed=n, classes=["spur"]) for n in range(24)]
    images += [an_image(tmp_path, f"o{n}", seed=100 + n, classes=["open"]) for n in range(2)]
    (found,) = _of(_check(images), "imbalance")
    assert "24" in found.says
    assert "12 times" in found.says
    assert found.images == ("o0", "o1")


def test_few_clean_images(tmp_path):
    (found,) = _of(_check(lots(tmp_path, 5), figures=DatasetFigures()), "clean-share")
    assert found.says.startswith("10 of 20 images are clean (50.0%)")
    assert found.figure == "0.8 (guide, step Collect)"


def test_broken_files_and_other_sizes_are_errors_with_the_file(tmp_path):
    images = lots(tmp_path, 2)
    images[0].path.write_bytes(images[0].path.read_bytes()[:500])
    images[1].path.write_bytes(cv2.imencode(".png", picture(9)[:48])[1].tobytes())
    images[2].path.unlink()
    remarks = _check(images)
    broken = _of(remarks, "broken-image")
    assert [remark.files for remark in broken] == [(str(images[0].path),), (str(images[2].path),)]
    assert "truncated" in broken[0].says
    (size,) = _of(remarks, "size")
    assert "96 x 48" in size.says
    assert remarks[0].weight is Weight.ERROR


def test_goldens_that_are_missing_or_of_another_size(tmp_path):
    images = lots(tmp_path, 1)
    small = an_image(tmp_path, "golden", pixels=picture(1)[:48]).path
    goldens = [images[3].path, small, tmp_path / "gone.png", None]
    images = [replace(image, golden=golden) for image, golden in zip(images, goldens, strict=True)]
    remarks = _check(images)
    size, gone = _of(remarks, "golden")
    assert (size.weight, size.images) == (Weight.ERROR, ("lot00-1",))
    assert "96 x 48 px, its image lot00-1 96 x 96" in size.says
    assert "gone.png: the golden of lot00-2 can't be read: No such file" in gone.says
    (none,) = _of(remarks, "no-golden")
    assert (none.weight, none.images) == (Weight.WARNING, ("lot00-3",))


def test_copies_are_found(tmp_path):
    images = lots(tmp_path, 2)
    images.append(an_image(tmp_path, "copy", pixels=picture(1001)[::-1], lot="L1"))
    (found,) = _of(_check(images), "near-duplicates")
    assert found.images == ("lot01-1", "copy")


@pytest.mark.parametrize(
    "box", [Box(-3, 0, 5, 5), Box(80, 80, 97, 90), Box(5, 5, 5, 9), Box(9, 5, 5, 9)], ids=str
)
def test_labels_outside_are_errors(tmp_path, box):
    images = lots(tmp_path, 1)
    images[3] = replace(images[3], labels=(Label("spur", box),))
    (found,) = _of(_check(images), "outside")
    assert found.images == (images[3].name,)
    assert found.weight is Weight.ERROR


def test_a_label_that_was_rounded_is_inside(tmp_path):
    images = lots(tmp_path, 1)
    images[3] = replace(images[3], labels=(Label("spur", Box(-0.3, 0, 96.4, 96)),))
    assert not _of(_check(images), "outside")


def test_an_unknown_class_is_an_error(tmp_path):
    (found,) = _of(_check(lots(tmp_path, 1), classes=("spur",)), "unknown-class")
    assert "'open'" in found.says
    assert found.images == ("lot00-1",)


@pytest.mark.parametrize(
    "name", ["scratch+dent", "scratch / dent", "scratch and dent", "scratch,dent", "other", "NG"]
)
def test_several_types_under_one_label(tmp_path, name):
    images = [an_image(tmp_path, f"a{n}", seed=n, classes=[name]) for n in range(3)]
    (found,) = _of(_check(images, classes=(name,)), "several-types")
    assert repr(name) in found.says


@pytest.mark.parametrize(
    "name", ["spurious_copper", "pin-hole", "brandy stain", "Anderer Kratzer", "hand print"]
)
def test_ordinary_names_are_no_mixtures(tmp_path, name):
    images = [an_image(tmp_path, f"a{n}", seed=n, classes=[name]) for n in range(3)]
    assert not _of(_check(images, classes=(name,)), "several-types")


def test_one_place_under_two_classes(tmp_path):
    images = lots(tmp_path, 1)
    box = Box(10, 10, 40, 40)
    images[3] = replace(images[3], labels=(Label("spur", box), Label("open", box.moved(0.5, 0))))
    (found,) = _of(_check(images), "several-types")
    assert found.images == (images[3].name,)


def test_names_off_the_rule(tmp_path):
    images = [*lots(tmp_path, 1), an_image(tmp_path, "new image (2)", seed=3)]
    (found,) = _of(_check(images), "naming")
    assert found.images == ("new image (2)",)


def test_conditions_that_nobody_wrote_down(tmp_path):
    says = [remark.says for remark in _of(_check(lots(tmp_path, 1, light="ring")), "conditions")]
    assert any(one.startswith("4 of 4 images don't say their maintenance") for one in says)
    assert any(one.startswith("All images that say their light have light 'ring'") for one in says)


def test_times_of_day_that_are_missing_or_unreadable(tmp_path):
    images = lots(tmp_path, 1, taken_at="2026-03-31T14:05+02:00")
    images.append(an_image(tmp_path, "x", seed=77, lot="L1", taken_at="yesterday"))
    says = [remark.says for remark in _of(_check(images), "times")]
    assert any("'yesterday' first" in one for one in says)
    assert any("night (0 to 6), morning (6 to 12), evening" in one for one in says)


def test_generated_beside_real(tmp_path):
    images = [an_image(tmp_path, f"g{n}", seed=n, classes=["spur"], source="generated") for n in range(3)]
    images += lots(tmp_path, 2)
    remarks = _check(images)
    assert _of(remarks, "generated")[0].weight is Weight.NOTE
    (mostly,) = _of(remarks, "mostly-generated")
    assert mostly.says.startswith("spur: 3 of 5 images are generated")


def test_the_same_lot_on_both_sides_is_an_error(tmp_path):
    images = lots(tmp_path, 2)
    images = [replace(i, tags={**i.tags, "split": "val" if i.name == "lot00-3" else "train"}) for i in images]
    (found,) = _of(_check(images), "leakage")
    assert found.weight is Weight.ERROR
    assert "lot L0 is on several sides of the split: 3 in train, 1 in validation" in found.says
    assert "lot00-3" in found.images


def test_a_turned_copy_on_the_other_side_is_an_error(tmp_path):
    images = [
        an_image(tmp_path, "train/a", seed=1, lot="1"),
        an_image(tmp_path, "test/b", pixels=picture(1)[::-1], lot="2"),
        an_image(tmp_path, "test/c", seed=3, lot="2"),
    ]
    (found,) = _of(_check(images), "leakage")
    assert found.images == ("train/a", "test/b")


def test_a_lot_that_lies_in_the_vault_as_well_is_an_error(tmp_path):
    images = [replace(image, tags={**image.tags, "split": "train"}) for image in lots(tmp_path, 2)]
    vault = traces_of(images[:1], sight_of(a_dataset(images[:1])).seen)
    remarks = _check(images[1:], vault=vault)
    assert any("1 in vault" in remark.says for remark in _of(remarks, "leakage"))


def test_what_lies_in_the_vault_counts_as_collected(tmp_path):
    images = lots(tmp_path, 3)
    vault = traces_of(images[8:], sight_of(a_dataset(images[8:])).seen)
    figures = DatasetFigures(dataset_images_least=3, dataset_clean_share=0.5)
    remarks = _check(images[:8], figures=figures, vault=vault)
    assert not _of(remarks, "too-few")
    assert not _of(remarks, "clean-share")
    assert len(_of(_check(images[:8], figures=figures), "too-few")) == 2


def test_images_of_unknown_origin_are_counted(tmp_path):
    images = [*lots(tmp_path, 1), an_image(tmp_path, "x", seed=9)]
    (found,) = _of(_check(images), "no-group")
    assert found.images == ("x",)


def test_an_image_outside_the_split_is_named(tmp_path):
    images = lots(tmp_path, 1, split="train")
    images.append(an_image(tmp_path, "x", seed=9, lot="L1"))
    (found,) = _of(_check(images), "no-split")
    assert found.images == ("x",)
    assert found.weight is Weight.WARNING


def test_no_images_at_all():
    assert _of(_check([]), "empty")[0].weight is Weight.ERROR


def test_a_class_that_nobody_approved(tmp_path):
    some = {"spur": _approved("spur"), "open": first_entry("open")}
    remarks = _check(lots(tmp_path, 1), classes=("spur", "open", "short"), entries=some)
    assert [(one.weight, one.says.split(".")[0]) for one in _of(remarks, "not-approved")] == [
        (Weight.ERROR, "open isn't approved in the catalogue"),
        (Weight.ERROR, "short has no entry in the catalogue"),
    ]
