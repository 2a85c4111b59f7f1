"""Faults 9, 10 and 12 on a whole line: an inference that fails, is too late, or answers nonsense passes no part."""

from inspector_app.domain.verdict import Rule
from tests.faults.conftest import until
from tests.faults.ill_network import BROKEN_OUTPUTS, after, raising

SAID = {
    "not a number": "NaN or infinity",
    "infinity": "NaN or infinity",
    "a class too few": "classes, the model has",
    "a class too many": "classes, the model has",
    "another shape": "expected shape",
    "nothing": "None",
}
_LATER_THAN_ITS_DEADLINE_S = 2.4


def test_each_output_that_is_none_rejects_its_part_with_the_reason(running_line):
    number = running_line.newest()
    for broken in BROKEN_OUTPUTS.values():
        running_line.network.plan += [broken, after(0.0)]
    until(lambda: len(running_line.ruled(Rule.FAULT, number)) == len(BROKEN_OUTPUTS))
    ill = running_line.ruled(Rule.FAULT, number)
    assert {(row.outcome, row.signal) for row in ill} == {("REVIEW", "REJECT")}
    for row, kind in zip(ill, BROKEN_OUTPUTS, strict=True):
        assert SAID[kind] in row.reason


def test_a_late_result_is_recorded_as_late_and_never_applied_to_the_next_part(running_line):
    number = running_line.newest()
    running_line.network.plan.append(after(_LATER_THAN_ITS_DEADLINE_S))
    until(lambda: running_line.ruled(Rule.LATE, number))
    late = running_line.ruled(Rule.LATE, number)[0]
    assert (late.outcome, late.signal) == ("REVIEW", "REJECT")
    running_line.newest()
    accepted = sum(row.signal == "ACCEPT" for row in running_line.rows())
    gate = running_line.gate
    assert gate["good"] <= accepted
    assert gate["good"] + gate["held"] <= gate["last_number"]


def test_three_failures_open_the_package_anew_and_three_more_are_a_fault_until_a_part_goes_through(
    running_line,
):
    number, opened = running_line.newest(), running_line.opened
    running_line.network.plan += [raising] * 6
    until(lambda: len(running_line.ruled(Rule.FAULT, number)) == 6)
    assert running_line.opened == opened + 1
    ill = running_line.ruled(Rule.FAULT, number)
    assert {row.signal for row in ill} == {"REJECT"}
    assert running_line.newest() > ill[-1].number
