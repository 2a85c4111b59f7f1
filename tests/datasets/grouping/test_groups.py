from inspector_app.datasets.grouping.groups import GroupRule, group, traces_of
from inspector_app.datasets.grouping.looks import see_all
from inspector_app.settings.dataset_figures import DatasetFigures
from tests.datasets.lots import an_image, picture

RULE = GroupRule.of(DatasetFigures())


def _grouped(images, rule=RULE):
    return group(traces_of(images, see_all(images).seen), rule)


def test_a_chain_of_bonds_makes_one_group(tmp_path):
    images = [
        an_image(tmp_path, "a", seed=1, lot="7"),
        an_image(tmp_path, "b", seed=2, lot="7", serial="S1"),
        an_image(tmp_path, "c", seed=3, serial="S1"),
        an_image(tmp_path, "d", pixels=picture(3)[:, ::-1]),  # a mirrored copy of c
        an_image(tmp_path, "e", seed=5, lot="8"),
    ]
    grouping = _grouped(images)
    assert sorted(map(sorted, grouping.members())) == [["a", "b", "c", "d"], ["e"]]
    assert grouping.captures() == [["c", "d"]]


def test_an_empty_tag_is_no_bond(tmp_path):
    images = [an_image(tmp_path, name, seed=seed, lot=" ") for seed, name in enumerate("ab")]
    assert len(_grouped(images).members()) == 2


def test_the_same_word_in_two_tags_is_no_bond(tmp_path):
    images = [an_image(tmp_path, "a", seed=1, lot="7"), an_image(tmp_path, "b", seed=2, serial="7")]
    assert len(_grouped(images).members()) == 2


def test_names_can_tell_the_group(tmp_path):
    images = [
        an_image(tmp_path, name, seed=seed)
        for seed, name in enumerate(["x/00041200", "y/00041217", "x/120001"])
    ]
    rule = GroupRule.of(DatasetFigures(), r"^(\d{5})")
    assert sorted(map(sorted, _grouped(images, rule).members())) == [
        ["x/00041200", "y/00041217"],
        ["x/120001"],
    ]


def test_equal_files_are_one_capture_even_where_they_show_nothing(tmp_path):
    black = picture(0) * 0
    images = [an_image(tmp_path, name, pixels=black) for name in "ab"]
    assert _grouped(images).captures() == [["a", "b"]]


def test_a_leak_names_every_side(tmp_path):
    images = [an_image(tmp_path, name, seed=seed, lot="7") for seed, name in enumerate("abc")]
    (leak,) = _grouped(images).leaks({"a": "train", "b": "test", "c": "train"})
    assert leak.names == {"test": ("b",), "train": ("a", "c")}
    assert not _grouped(images).leaks({"a": "train", "b": "train"})
