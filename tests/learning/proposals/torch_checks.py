"""Run by the Python that has torch; prints what test_network.py asserts, as JSON."""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.detectors import ProposalNetwork
from inspector_app.imaging.proposal_crops import CROP_SIDE
from inspector_app.learning.proposals import network as networks
from inspector_app.learning.proposals.batches import _turned
from inspector_app.learning.proposals.exporting import WAYS, write_networks
from inspector_app.learning.proposals.samples import Board
from inspector_app.learning.proposals.training import Plan, as_input, new_network, train


def ways_that_come_back():
    crop = np.random.default_rng(1).integers(0, 256, (8, 8, 3), np.uint8)
    edges = np.array([0.1, 0.2, 0.6, 0.9], np.float32)
    good = 0
    for way in range(8):
        turned, moved = _turned(crop, edges, way)
        laid = networks._laid(torch.from_numpy(crop).permute(2, 0, 1)[None], way)[0].permute(1, 2, 0)
        back = networks._laid_back(torch.tensor([[*moved.tolist(), 1.0, 2.0]]), way)[0, :4]
        good += bool(np.array_equal(laid, turned) and np.allclose(back, edges, atol=1e-6))
    return good


def export_error():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    network = new_network().eval()
    crops = np.random.default_rng(2).integers(0, 256, (40, CROP_SIDE, CROP_SIDE, 3), np.uint8)
    with torch.no_grad():
        wanted = networks.judged(networks.SideBySide([network], WAYS)(as_input(crops))).numpy()
    with tempfile.TemporaryDirectory() as folder:
        write_networks([network], crops, Path(folder))
        answers = {
            name: ProposalNetwork(Path(folder) / f"{name}.xml", TYPES, (640, 640))._judge(crops)
            for name in ("reference", "model")
        }
    return {name: float(np.abs(answer - wanted).max()) for name, answer in answers.items()}


def losses():
    """Of a right answer, one with its box off, one with another label."""
    edges, label = torch.tensor([[0.2, 0.2, 0.8, 0.8]]), torch.tensor([3])
    right = torch.zeros(1, 12)
    right[0, :4], right[0, 4], right[0, 5 + 3] = edges[0], 5, 9
    off, other = right.clone(), right.clone()
    off[0, :4] += 0.2
    other[0, 5 + 3], other[0, 5 + 2] = 0, 9
    nothing = networks.loss(right, edges * 0, torch.tensor([0]))
    return [float(networks.loss(answer, edges, label)) for answer in (right, off, other)] + [float(nothing)]


def epochs_within_no_time():
    image = np.zeros((200, 200), np.uint8)
    image[90:110, 90:110] = 255
    planes = np.dstack((image, image * 0, image))
    board = Board("b", planes, np.array([[82, 82, 118, 118]], np.float32), np.array([5]))
    said = []
    with tempfile.TemporaryDirectory() as folder:
        train([board] * 4, Plan(epochs=5, batch=2, minutes=1e-6), Path(folder), say=said.append)
    return len(said)


if __name__ == "__main__":
    json.dump(
        {
            "ways": ways_that_come_back(),
            "errors": export_error(),
            "losses": losses(),
            "epochs": epochs_within_no_time(),
        },
        sys.stdout,
    )
