import json

import numpy as np
import pytest

from inspector_app.imaging import OutlinedOutput
from inspector_app.inspection.golden_answers import check_golden_answers, write_golden_answers
from inspector_app.model_packages.package import GOLDEN_ANSWERS, PackageError
from inspector_app.model_packages.writing import seal_package
from tests.inspection.conftest import FakeNetwork
from tests.model_packages.test_package import fields

OPEN, SHORT = (0, 0.9, 100.0, 100.0, 130.0, 112.0), (1, 0.8, 300.0, 40.0, 340.0, 60.0)


@pytest.fixture
def work(tmp_path):
    """A package that is not sealed yet, with the answers of a network to two inputs."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("model.xml", "model.bin"):
        (folder / name).write_bytes(b"x")
    inputs = [np.full((64, 64, 3), level, np.uint8) for level in (40, 90)]
    write_golden_answers(folder / "golden", inputs, FakeNetwork([OPEN, SHORT]))
    return folder


def seal(work, answers=None):
    if answers is not None:
        (work / GOLDEN_ANSWERS).write_text(answers, encoding="utf-8")
    return seal_package(work, work.with_name("sealed"), fields())


def test_the_network_that_answered_answers_again(work):
    check_golden_answers(seal(work), FakeNetwork([OPEN, SHORT]))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([OPEN], "short with score 0.8 not found now"),
        ([OPEN, SHORT, (2, 0.7, 500.0, 500.0, 520.0, 520.0)], "mousebite with score 0.7 not expected"),
        ([OPEN, (1, 0.8, 320.0, 40.0, 360.0, 60.0)], "short .* not found now"),
        ([OPEN, (1, 0.7, 300.0, 40.0, 340.0, 60.0)], "short .* not found now"),
    ],
)
def test_another_answer_is_refused_by_name(work, found, said):
    with pytest.raises(PackageError, match=rf"input-1\.png is off: {said}"):
        check_golden_answers(seal(work), FakeNetwork(found))


@pytest.mark.parametrize(
    "answers",
    [
        "{}",
        "[]",
        "",
        "not json",
        '{"input-1.png": 3}',
        '{"input-1.png": [{"class": "open", "score": 1, "box": [1]}]}',
    ],
)
def test_a_package_that_proves_nothing_is_refused(work, answers):
    with pytest.raises(PackageError, match=r"answers\.json: "):
        check_golden_answers(seal(work, answers), FakeNetwork())


def test_only_what_the_card_lists_is_asked(work):
    with pytest.raises(PackageError, match=r"the card lists no golden/\.\./\.\./x\.png"):
        check_golden_answers(seal(work, json.dumps({"../../x.png": []})), FakeNetwork())


def test_answers_beside_a_card_that_lists_none_count_for_nothing(work):
    answers = (work / GOLDEN_ANSWERS).read_text(encoding="utf-8")
    (work / GOLDEN_ANSWERS).unlink()
    package = seal(work)
    package.golden_answers.write_text(answers, encoding="utf-8")
    with pytest.raises(PackageError, match=r"the card lists no golden/answers\.json"):
        check_golden_answers(package, FakeNetwork([OPEN, SHORT]))


def test_an_input_that_is_no_image_is_refused(work):
    (work / "golden" / "input-2.png").write_bytes(b"broken")
    with pytest.raises(PackageError, match=r"input-2\.png cannot be read"):
        check_golden_answers(seal(work), FakeNetwork([OPEN, SHORT]))


class Outlining(FakeNetwork):
    """Every box is covered up to `wide` px from the left edge of the input."""

    wide = 110

    def run(self, network_input):
        boxes = super().run(network_input)
        coefficient = np.ones((1, 1, boxes.shape[2]), np.float32)
        prototypes = np.full((1, 1, 160, 160), -1, np.float32)
        prototypes[..., : self.wide // 4] = 1
        return OutlinedOutput(np.concatenate([boxes, coefficient], axis=1), prototypes, 4)


def test_a_network_that_covers_something_else_answers_otherwise(tmp_path):
    (tmp_path / "work").mkdir()
    for name in ("model.xml", "model.bin"):
        (tmp_path / "work" / name).write_bytes(b"x")
    network = Outlining([OPEN])
    write_golden_answers(tmp_path / "work" / "golden", [np.zeros((64, 64, 3), np.uint8)], network)
    package = seal(tmp_path / "work")
    check_golden_answers(package, network)
    network.wide = 120
    with pytest.raises(PackageError, match=r"open with score 0\.9 not found now"):
        check_golden_answers(package, network)
    with pytest.raises(PackageError, match=r"open with score 0\.9 not found now"):
        check_golden_answers(package, FakeNetwork([OPEN]))
