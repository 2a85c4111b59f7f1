from dataclasses import dataclass

import pytest

from inspector_app.learning.packages.labelled_source import _chosen


@dataclass(frozen=True)
class Image:
    """What is asked of a labelled image here."""

    name: str
    labels: tuple[str, ...]


def images(bad, good):
    return [
        *(Image(f"bad-{n}", ("dent",)) for n in range(bad)),
        *(Image(f"good-{n}", ()) for n in range(good)),
    ]


@pytest.mark.parametrize(
    ("bad", "good", "most", "taken"), [(20, 80, 10, 5), (3, 80, 10, 3), (80, 2, 10, 8), (5, 5, 20, 5)]
)
def test_half_of_the_images_that_a_drop_is_measured_on_have_defects_where_there_are_so_many(
    bad, good, most, taken
):
    chosen = _chosen(images(bad, good), most)
    assert len(chosen) == min(most, bad + good)
    assert len({one.name for one in chosen}) == len(chosen)
    assert sum(bool(one.labels) for one in chosen) == taken


def test_they_are_from_all_of_the_part_and_always_the_same():
    chosen = [one.name for one in _chosen(images(100, 100), 4)]
    assert chosen == ["bad-0", "bad-50", "good-0", "good-50"]


def test_without_a_limit_all_are_taken():
    every = images(3, 3)
    assert _chosen(every, None) is every
