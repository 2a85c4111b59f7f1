from inspector_app.learning.evaluating.known_images import in_order
from inspector_app.learning.evaluating.slices import slices_of
from inspector_app.validation.content import SIZE_OF_ALL, SIZE_WANTED
from tests.learning.examined import board, recipe

BOARDS = [
    board((("open", 0.4), ("open", 0.9)), traits={"lot": "A"}),
    board((("open", 0.4), None), (None, ("spur", 0.9)), traits={"lot": "B"}),
    board((("open", 0.1), None), good=True, traits={"lot": "B"}),
    board((None, ("short", 0.8)), good=True, traits={"lot": "A"}),
]


def rows(trait, boards=BOARDS, unit="mm"):
    return {row.value: row for row in slices_of(boards, recipe(), unit) if row.trait == trait}


def test_each_lot_has_its_own_figures():
    found = rows("lot")
    assert (found["A"].images, found["A"].recall.share, found["A"].precision.share) == (2, 1.0, 0.5)
    assert (found["B"].images, found["B"].recall.share, found["B"].precision.share) == (2, 0.0, 0.0)
    assert (found["A"].good_failed.count, found["A"].good_failed.n) == (1, 1)
    assert (found["B"].bad_passed.count, found["B"].bad_passed.n) == (0, 1)  # the false spur fails it


def test_sizes_with_and_without_what_is_within_tolerance():
    assert {value: row.recall.n for value, row in rows(SIZE_OF_ALL).items()} == {
        "0 to 0.16 mm": 1,
        "0.4 to 0.6 mm": 2,
    }
    assert {value: row.recall.count for value, row in rows(SIZE_WANTED).items()} == {"0.4 to 0.6 mm": 1}


def test_sizes_in_px_are_cut_where_the_defects_are():
    boards = [board((("open", size), ("open", 0.9))) for size in (10, 12, 14, 20, 30, 40, 60, 80, 90, 100)]
    found = rows(SIZE_OF_ALL, boards, "px")
    assert sum(row.recall.n for row in found.values()) == 10
    assert 3 <= len(found) <= 5
    assert all(value.endswith(("px", "more")) for value in found)


def test_steps_of_a_condition_are_in_their_order_and_names_by_name():
    steps = ["bright, above 1.07 x", "dim, below 0.93 x", "as the golden, 0.93 to 1.07 x"]
    assert [value[:3] for value in sorted(steps, key=in_order)] == ["dim", "as ", "bri"]
    assert sorted(["b", "a"], key=in_order) == ["a", "b"]
