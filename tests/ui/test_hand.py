from inspector_app.ui.bench.hand import MOST_HERE, Hand
from tests.ui.fakes import part


def test_an_arrival_fills_an_empty_hand_and_never_a_full_one() -> None:
    hand = Hand()
    assert hand.arrive([part(1)])
    assert not hand.arrive([part(2), part(3)])
    assert hand.in_hand is not None
    assert hand.in_hand.number == 1
    assert [p.number for p in hand.waiting] == [2, 3]


def test_a_known_part_is_not_taken_twice() -> None:
    hand = Hand()
    hand.arrive([part(1), part(2)])
    hand.arrive([part(1), part(2)])
    assert [p.number for p in hand.waiting] == [2]


def test_a_skipped_part_comes_again_at_the_end() -> None:
    hand = Hand()
    hand.arrive([part(1), part(2), part(3)])
    assert hand.skip()
    assert hand.in_hand is not None
    assert hand.in_hand.number == 2
    assert [p.number for p in hand.waiting] == [3, 1]


def test_the_only_part_cannot_be_skipped() -> None:
    hand = Hand()
    hand.arrive([part(1)])
    assert not hand.skip()
    assert hand.in_hand is not None


def test_an_undone_part_is_in_hand_and_the_one_in_hand_is_next() -> None:
    hand = Hand()
    hand.arrive([part(2), part(3)])
    assert hand.bring_back(part(1))
    assert hand.in_hand is not None
    assert hand.in_hand.number == 1
    assert [p.number for p in hand.waiting] == [2, 3]


def test_a_part_answered_elsewhere_leaves_the_strip_but_not_the_hand() -> None:
    hand = Hand()
    hand.arrive([part(1), part(2)])
    assert hand.settle("i2")
    assert not hand.settle("i1")
    assert hand.in_hand is not None
    assert not hand.waiting


def test_a_long_night_does_not_fill_the_memory() -> None:
    hand = Hand()
    for number in range(MOST_HERE + 100):
        hand.arrive([part(number)])
    assert len(hand.waiting) == MOST_HERE
    hand.leave()
    hand.arrive([part(9_000)])
    assert hand.waiting[-1].number == 9_000
