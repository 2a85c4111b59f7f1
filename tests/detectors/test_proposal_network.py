import numpy as np
import openvino as ov
import pytest
from openvino import opset13 as ops

from inspector_app.detectors import NetworkError, ProposalNetwork
from inspector_app.imaging import decode
from inspector_app.imaging.proposal_crops import CROP_SIDE

CLASSES = ("open", "short")
BATCH = 4


def save_crop_network(path, batch=BATCH, rows=6, side=CROP_SIDE):
    """Says of every crop: a box over its middle half, first class as likely as its image plane is bright."""
    crops = ops.parameter([batch, side, side, 3], ov.Type.u8)
    image = ops.gather(ops.convert(crops, "f32"), np.array([0]), np.array(3))
    bright = ops.divide(ops.reduce_mean(image, np.array([1, 2, 3])), np.float32(255))
    score = ops.unsqueeze(bright, np.array(1))
    box = ops.constant(np.tile(np.array([0.25, 0.25, 0.75, 0.75], np.float32), (batch, 1)))
    rest = ops.constant(np.zeros((batch, rows - 5), np.float32))
    ov.save_model(ov.Model([ops.concat([box, score, rest], 1)], [crops]), path)
    return path


def pair(specks):
    """Planes of an empty golden and an image with square specks of copper."""
    image = np.zeros((320, 320), np.uint8)
    for left, top in specks:
        image[top : top + 16, left : left + 16] = 255
    return np.dstack((image, np.zeros_like(image), (128 + image.astype(int) // 2).astype(np.uint8)))


@pytest.fixture
def network(tmp_path):
    return ProposalNetwork(save_crop_network(tmp_path / "m.xml"), CLASSES, (320, 320))


@pytest.mark.parametrize("count", [1, 4, 6])
def test_every_speck_is_judged_whatever_fills_the_last_batch(network, count):
    specks = [(20 + 90 * (number % 3), 20 + 90 * (number // 3)) for number in range(count)]
    found = decode(network.run(pair(specks)), min_score=0.03, class_count=2)
    middles = sorted((round(x1 + x2) // 2, round(y1 + y2) // 2) for x1, y1, x2, y2 in found.boxes.tolist())
    assert middles == sorted((left + 8, top + 8) for left, top in specks)
    assert (found.classes == 0).all()


def test_a_board_like_its_golden_needs_no_network(network):
    assert network.run(pair([])).shape == (1, 6, 0)


def test_one_answer_is_not_changed_by_the_next(network):
    first = network.run(pair([(20, 20)]))
    before = first.copy()
    network.run(pair([(200, 200)]))
    assert np.array_equal(first, before)


def test_it_says_what_it_takes(network):
    assert (network.input_size, network.classes) == ((320, 320), CLASSES)


@pytest.mark.parametrize(
    ("shape", "refusal"), [({"rows": 7}, "does not fit 2 classes"), ({"side": 32}, "input .* is not")]
)
def test_another_network_is_refused(tmp_path, shape, refusal):
    with pytest.raises(NetworkError, match=refusal):
        ProposalNetwork(save_crop_network(tmp_path / "m.xml", **shape), CLASSES, (320, 320))
