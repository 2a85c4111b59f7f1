from dataclasses import replace

import cv2
import numpy as np
import pytest

from inspector_app.boards import demo_products, render_golden
from inspector_app.learning.deeppcb.detections import TargetError, check_free, write_detections
from inspector_app.learning.deeppcb.scoring import evaluate_deeppcb
from tests.inspection.conftest import FakeNetwork
from tests.learning.independent_scorer import score

BOARDS = 6


class UnsteadyNetwork:
    """Right, a little off, of another class, twice or not at all: by chance, and the same for the same board."""

    input_size = (640, 640)
    compares = True
    classes = FakeNetwork().classes

    def __init__(self, truth):
        self._truth = iter(truth)
        self._chance = np.random.default_rng(5)

    def run(self, network_input):
        return FakeNetwork(list(self._answers(next(self._truth)))).run(network_input)

    def _answers(self, boxes):
        for x1, y1, x2, y2, kind in boxes:
            off = self._chance.normal(0, 5, 4)
            right = self._chance.random() < 0.8
            index = kind - 1 if right else int(self._chance.integers(6))
            yield (index, self._chance.uniform(0.1, 1), x1 + off[0], y1 + off[1], x2 + off[2], y2 + off[3])
        x, y = self._chance.integers(50, 500, 2).tolist()
        yield (int(self._chance.integers(6)), self._chance.uniform(0.1, 0.6), x, y, x + 30, y + 30)


@pytest.fixture
def truth(tmp_path):
    chance = np.random.default_rng(3)
    for kind in ("images", "goldens", "labels"):
        (tmp_path / "test" / kind).mkdir(parents=True)
    picture = render_golden(demo_products()[0], 0)
    boards = []
    for board in range(BOARDS):
        places = chance.permutation(16)[:8]
        boxes = [
            (40 + 150 * (place % 4), 40 + 150 * (place // 4), 80 + 150 * (place % 4), 76 + 150 * (place // 4))
            for place in places.tolist()
        ]
        boards.append([(*box, int(chance.integers(1, 7))) for box in boxes])
        for kind in ("images", "goldens"):
            cv2.imwrite(str(tmp_path / "test" / kind / f"b{board}.png"), picture)
        text = "".join(" ".join(str(value) for value in row) + "\n" for row in boards[-1])
        (tmp_path / "test" / "labels" / f"b{board}.txt").write_text(text)
    return boards


def test_an_independent_scorer_reads_the_files_and_agrees(tmp_path, truth):
    figures, results = evaluate_deeppcb(tmp_path, UnsteadyNetwork(truth), margin_px=0)
    write_detections(tmp_path / "out", results)
    assert len(list((tmp_path / "out").glob("*.txt"))) == BOARDS
    mean, best = score(tmp_path / "test" / "labels", tmp_path / "out")
    assert 0.2 < mean < 0.95
    assert (figures["map"], figures["f"]) == pytest.approx((mean, best), abs=1e-9)
    low, high = figures["intervals"]["map"]
    assert low < mean < high


def test_the_floating_point_network_is_measured_as_well(tmp_path, truth):
    right = [[(kind - 1, 0.9, *box) for *box, kind in board] for board in truth]
    answers = iter(right)

    class Right(UnsteadyNetwork):
        def run(self, network_input):
            return FakeNetwork(next(answers)).run(network_input)

    figures, _ = evaluate_deeppcb(tmp_path, UnsteadyNetwork(truth), Right(truth), margin_px=0)
    assert figures["map_fp32"] == 1
    assert figures["map"] < 1


def test_lines_are_corners_confidence_and_type(tmp_path, truth):
    _, results = evaluate_deeppcb(tmp_path, FakeNetwork([(5, 0.75, 10, 20, 30.5, 40)]), margin_px=0)
    write_detections(tmp_path / "out", results[:1])
    assert (tmp_path / "out" / "b0.txt").read_text() == "10.00,20.00,30.50,40.00,0.750000,6\n"


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(TargetError, match="not empty"):
        check_free(tmp_path / "out")
    with pytest.raises(TargetError):
        write_detections(tmp_path / "out", [])
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_a_disk_that_fills_up_leaves_no_folder_that_looks_whole(tmp_path, truth, monkeypatch):
    _, results = evaluate_deeppcb(tmp_path, FakeNetwork(), margin_px=0)
    broken = [*results[:2], replace(results[2], findings=(object(),))]
    with pytest.raises(AttributeError):
        write_detections(tmp_path / "out", broken)
    assert not (tmp_path / "out").exists()
