"""What was taught, written and read again."""

import numpy as np
import pytest

from inspector_app.novelty import TaughtError, read_taught, taught_bytes


@pytest.fixture
def path(tmp_path, taught):
    path = tmp_path / "taught-1.npz"
    path.write_bytes(taught_bytes(taught))
    return path


def test_it_says_the_same_after_it_was_read(path, taught, golden):
    read = read_taught(path, golden)
    assert (read.golden, read.scale, read.false_calls) == (taught.golden, taught.scale, taught.false_calls)
    np.testing.assert_array_equal(read.limits, taught.limits)
    np.testing.assert_allclose(read.statistics.mean, taught.statistics.mean, atol=0.06)
    np.testing.assert_allclose(read.statistics.inverse, taught.statistics.inverse, rtol=1e-3)


def test_another_golden_is_refused(path, golden):
    other = golden.copy()
    other[0, 0] ^= 1
    with pytest.raises(TaughtError, match=r"taught-1\.npz: was taught with another golden; teach again"):
        read_taught(path, other)


def test_a_missing_file_is_named(tmp_path, golden):
    with pytest.raises(TaughtError, match=r"taught-1\.npz: can't be read"):
        read_taught(tmp_path / "taught-1.npz", golden)


@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.99])
def test_a_changed_byte_is_noticed(path, golden, where):
    content = bytearray(path.read_bytes())
    content[int(where * len(content))] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(TaughtError, match="teach again"):
        read_taught(path, golden)


def test_a_truncated_file_and_foreign_ones_are_refused(path, golden):
    whole = path.read_bytes()
    for content in (b"", whole[: len(whole) // 2], b"\x89PNG", b"\x93NUMPY\x01\x00"):
        path.write_bytes(content)
        with pytest.raises(TaughtError, match="teach again"):
            read_taught(path, golden)
