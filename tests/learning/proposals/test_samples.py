import numpy as np
import pytest

from inspector_app.datasets.formats.deeppcb import TYPES, board_of
from inspector_app.imaging.proposal_crops import CROP_SIDE
from inspector_app.learning.deeppcb.pairs import pair_names, planes_of, read_pair
from inspector_app.learning.proposals.batches import batches
from inspector_app.learning.proposals.samples import (
    NOTHING,
    Board,
    both,
    drawn_samples,
    proposal_samples,
    read_boards,
    thinned,
)
from tests.learning.proposals.tiny_set import write_tiny_set


def speck_board():
    """A defect of 20 px, a piece of it, and dust that nobody marked."""
    image = np.zeros((200, 200), np.uint8)
    image[90:110, 90:110] = image[20:26, 20:26] = 255
    golden = np.zeros_like(image)
    planes = np.dstack((image, golden, np.where(image > 0, 255, 128).astype(np.uint8)))
    return Board("b", planes, np.array([[82, 82, 118, 118]], np.float32), np.array([5]))


def test_proposals_lead_to_the_defect_or_to_nothing():
    samples = proposal_samples([speck_board()])
    found = samples.label == 5
    assert found.any()
    assert (samples.truth[found] == [82, 82, 118, 118]).all()
    assert set(samples.label[~found]) == {NOTHING}
    assert (samples.box[~found][:, 2] < 60).all()


def test_a_board_without_defects_teaches_nothing_but_nothing():
    board = speck_board()
    clean = Board("c", board.planes, np.empty((0, 4), np.float32), np.empty(0, np.int64))
    assert set(proposal_samples([clean]).label) == {NOTHING}
    assert len(drawn_samples([clean], np.random.default_rng(1))) == 0


def test_drawn_samples_lie_about_the_true_box():
    samples = drawn_samples([speck_board()] * 50, np.random.default_rng(1))
    assert len(samples) == 50
    assert np.unique(samples.box, axis=0).shape[0] == 50
    middles = (samples.box[:, :2] + samples.box[:, 2:]) / 2
    assert (np.abs(middles - 100) < 9).all()


def test_thinning_keeps_every_defect():
    samples = proposal_samples([speck_board()] * 40)
    fewer = thinned(samples, np.random.default_rng(1))
    assert (fewer.label == 5).sum() == (samples.label == 5).sum()
    assert 0 < (fewer.label == NOTHING).sum() < (samples.label == NOTHING).sum()


def test_wherever_a_crop_lies_its_box_goes_with_it():
    """The defect is the only bright spot of its crop, and the target must frame it."""
    board = speck_board()
    only = both(*[drawn_samples([board], np.random.default_rng(seed)) for seed in (1, 2)])
    for seed in range(20):
        (batch,) = batches([board], only, 2, np.random.default_rng(seed))
        for crop, edges in zip(batch.crops, batch.edges, strict=True):
            rows, columns = np.nonzero((crop[:, :, 0] > 128) & (crop[:, :, 1] == 0))
            seen = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
            left, top, right, bottom = edges * CROP_SIDE
            margin = 8 / 36 * (right - left)  # the true box is 36 px wide, 8 of them board on either side
            wanted = (left + margin, top + margin, right - margin, bottom - margin)
            assert seen == pytest.approx(wanted, abs=1)


def test_the_same_seed_gives_the_same_batches():
    boards = [speck_board()] * 4
    samples = proposal_samples(boards)
    one, other = (next(batches(boards, samples, 4, np.random.default_rng(3))) for _ in range(2))
    assert np.array_equal(one.crops, other.crops)


def test_pairs_are_read_with_their_types(tmp_path):
    write_tiny_set(tmp_path, ["00041000", "44000001"])
    folder = tmp_path / "trainval"
    names = pair_names(folder)
    assert [board_of(name) for name in names] == ["00041", "44000"]
    boards = read_boards(folder, names)
    assert set(boards[0].types) <= set(range(1, len(TYPES) + 1))
    assert boards[0].planes.shape == (640, 640, 3)


def test_a_golden_is_used_as_it_lies_where_that_is_nearer(tmp_path):
    write_tiny_set(tmp_path, ["00041000"])
    pair = read_pair(tmp_path / "trainval", "00041000")
    planes = planes_of(pair).astype(int)
    plain = np.abs(pair.frame.full.astype(int) - pair.reference.gray).sum()
    assert np.abs(planes[:, :, 0] - planes[:, :, 1]).sum() <= plain
