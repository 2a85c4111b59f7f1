"""The belt: parts by the clock, the same truth for the same number, parts that nobody looked at."""

import pytest

from inspector_app.boards import demo_products
from inspector_app.simulation import Belt, BeltSetup, Gate

PRODUCTS = demo_products()


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


def belt_of(clock, gate=None, first_number=1, **kwargs):
    setup = BeltSetup(PRODUCTS, parts_per_hour=3600.0, **kwargs)
    belt = Belt(
        setup,
        PRODUCTS[0].name,
        gate or Gate(clock=clock),
        first_number=first_number,
        clock=clock,
        wait=clock.wait,
    )
    belt.running = True
    return belt


def test_parts_come_by_the_clock_and_count_up():
    clock = Clock()
    belt = belt_of(clock, first_number=7)
    start, numbers = clock.now, []
    while len(numbers) < 4:
        part = belt.next_part(0.25)
        if part is not None:
            numbers.append(part.number)
    assert numbers == [7, 8, 9, 10]
    assert clock.now - start == pytest.approx(3.3, abs=0.01)


def test_a_paused_belt_brings_nothing_and_a_faster_one_brings_more():
    clock = Clock()
    belt = belt_of(clock)
    belt.running = False
    assert [belt.next_part(1.0) for _ in range(5)] == [None] * 5
    belt.running = True
    belt.parts_per_hour = 36_000
    start, count = clock.now, 0
    while clock.now - start < 2.0:
        count += belt.next_part(0.05) is not None
    assert 16 <= count <= 20
    assert belt.missed == 0


def test_parts_that_came_while_the_station_was_busy_are_missed_and_held():
    clock = Clock()
    gate = Gate(clock=clock)
    belt = belt_of(clock, gate)
    assert belt.next_part(1.0).number == 1
    clock.now += 3.5
    assert belt.next_part(1.0).number == 4
    assert belt.missed == 2
    assert gate.counts.held == 3


def test_the_truth_follows_from_the_number_alone():
    clock = Clock()
    one, other = belt_of(clock, line_seed=3, defect_rate=0.5), belt_of(clock, line_seed=3, defect_rate=0.5)
    for _ in range(6):
        part, same = one.next_part(2.0), other.next_part(2.0)
        assert one.truth(part) == other.truth(same)
        assert one.truth(part).number == part.number


def test_another_product_comes_from_the_next_part_on():
    clock = Clock()
    belt = belt_of(clock)
    before = belt.next_part(1.0)
    belt.change_product(PRODUCTS[1].name)
    after = belt.next_part(1.0)
    assert (belt.product_of(before), belt.product_of(after)) == (PRODUCTS[0].name, PRODUCTS[1].name)
    assert belt.truth(after).product.name == PRODUCTS[1].name
    with pytest.raises(ValueError, match="unheard-of"):
        belt.change_product("unheard-of")


def test_after_a_death_the_numbers_go_on_after_those_that_came_by(tmp_path):
    clock = Clock()
    before = belt_of(clock, Gate(tmp_path / "gate.json", clock))
    assert before.next_part(1.0).number == 1
    gate = Gate(tmp_path / "gate.json", clock)
    setup = BeltSetup(PRODUCTS, parts_per_hour=3600.0)
    back = Belt(setup, PRODUCTS[0].name, gate, first_number=2, clock=clock, wait=clock.wait)
    clock.now += 4.2
    assert back.next_part(1.0) is None
    back.running = True
    assert back.next_part(1.0).number == 7
    assert gate.counts.held == 6
