"""The hash of the data."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from inspector_app.shifts.digest import DataDigest, canonical_json
from tests.shifts.sample_shift import START, make_finding, make_row


def _digest(*rows):
    digest = DataDigest()
    for row in rows:
        digest.add("row", row)
    return digest.hex()


def test_keys_are_sorted_and_times_are_utc():
    text = canonical_json({"b": 1, "a": datetime(2026, 6, 1, 8, tzinfo=timezone(timedelta(hours=2)))})
    assert text == '{"a":"2026-06-01T06:00:00.000000+00:00","b":1}'


def test_the_same_instant_in_another_zone_is_the_same_data():
    there = START.astimezone(timezone(timedelta(hours=9)))
    assert _digest(make_row(1, START)) == _digest(make_row(1, there))


def test_any_changed_field_changes_the_hash():
    row = make_row(1, START)
    changed = [
        replace(row, latency_ms=31.5),
        replace(row, lot=None),
        replace(row, at=START + timedelta.resolution),
    ]
    assert len({_digest(row), *map(_digest, changed)}) == 4


def test_order_and_table_count():
    first, second = make_row(1, START), make_row(2, START)
    assert _digest(first, second) != _digest(second, first)
    one, other = DataDigest(), DataDigest()
    one.add("a", first)
    other.add("b", first)
    assert one.hex() != other.hex()


def test_where_pictures_are_does_not_count():
    finding = make_finding("i")
    assert _digest(finding) == _digest(replace(finding, image_path=None, golden_path="elsewhere.png"))


def test_rows_pass_through_unchanged():
    digest = DataDigest()
    rows = [make_row(1, START), make_row(2, START)]
    assert list(digest.passing("row", iter(rows))) == rows
    assert digest.hex() == _digest(*rows)


def test_a_time_without_a_zone_and_foreign_things_are_refused():
    with pytest.raises(ValueError, match="no zone"):
        canonical_json(datetime(2026, 1, 1))
    with pytest.raises(TypeError, match="canonical"):
        canonical_json({1, 2})


def test_a_latency_that_is_no_number_still_has_a_hash():
    assert _digest(make_row(1, START, latency_ms=float("nan"))) == _digest(
        make_row(1, START, latency_ms=float("nan"))
    )


def test_utc_is_utc():
    assert canonical_json(datetime(2026, 1, 1, tzinfo=UTC)) == '"2026-01-01T00:00:00.000000+00:00"'
