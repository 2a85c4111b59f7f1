from inspector_app.quality.paired import Pairs
from inspector_app.release.comparison import Weight, verdict

A, B = Weight("a", 10.0, 12.0, 3.6), Weight("b", 20.0, 22.0, 7.2)
EVEN = Pairs(90, 5, 5, 0)
FIRST_BETTER = Pairs(80, 20, 2, 0)
SECOND_BETTER = Pairs(80, 2, 20, 0)


def test_what_chance_would_make_often_is_no_difference():
    said = verdict(A, B, {"Defects found": EVEN})
    assert said.startswith("No difference that these boards can show (defects found: n 100).")
    assert "a: 10.0 ms a network run, 12.0 ms a board to findings, 3.6 MB; b: 20.0 ms" in said


def test_the_better_one_is_named_with_difference_interval_and_p():
    said = verdict(A, B, {"Defects found": FIRST_BETTER, "Bad parts not passed": EVEN})
    low, high = FIRST_BETTER.interval
    expected = f"a is better: defects found: a by 17.6% ({low:.1%} to {high:.1%}, p {FIRST_BETTER.p_value:.2g}, n 102)."
    assert said.startswith(expected)
    assert verdict(A, B, {"Defects found": SECOND_BETTER}).startswith(
        "b is better: defects found: b by 17.6%"
    )


def test_each_may_be_better_in_something():
    said = verdict(A, B, {"Defects found": FIRST_BETTER, "Good parts not failed": SECOND_BETTER})
    assert said.startswith("Neither is better in everything: defects found: a by")


def test_nothing_counted_decides_nothing():
    assert verdict(A, B, {"Defects found": Pairs(0, 0, 0, 0)}).startswith("No difference")
