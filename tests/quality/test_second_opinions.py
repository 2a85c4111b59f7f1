"""Two models on the same parts, by part and by class."""

from inspector_app.domain.disposition import Condition
from inspector_app.quality.second_opinions import BothJudged, compare_opinions


def part(active, second, held=None):
    return BothJudged(not active, not second, frozenset(active), frozenset(second), held)


def test_each_part_and_each_class_is_counted_once():
    compared = compare_opinions(
        [
            part([], [], Condition.GOOD),
            part(["open"], ["open", "short"], Condition.BAD),
            part(["open"], [], Condition.BAD),
            part([], ["spur"], Condition.GOOD),
            part([], ["spur"], Condition.UNKNOWN),
        ],
        not_compared=3,
    )
    assert (compared.parts, compared.same, compared.not_compared) == (5, 2, 3)
    assert (compared.only_active_rejected, compared.only_second_rejected) == (1, 2)
    assert compared.found_by_both == {"open": 1}
    assert compared.only_active_found == {"open": 1}
    assert compared.only_second_found == {"short": 1, "spur": 2}
    right = compared.right
    assert (right.both, right.only_first, right.only_second, right.neither) == (2, 2, 0, 0)


def test_nothing_was_compared():
    compared = compare_opinions([])
    assert compared.agreement.share is None
    assert compared.right.n == 0
