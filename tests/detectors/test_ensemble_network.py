"""Several networks behind the port of one: mapped, fused, and all of them or none."""

import numpy as np
import pytest

from inspector_app.detectors import EnsembleMember, EnsembleNetwork, NetworkError
from inspector_app.imaging import DecodingError, decode
from inspector_app.imaging.fusion import as_output
from tests.imaging.test_fusion import found

BLANK = np.zeros((32, 32, 3), np.uint8)


class Saying:
    """A network that always says the same: rows of (left, top, right, bottom, score, number of the class)."""

    def __init__(self, *rows, classes=("open", "short"), size=(32, 32), compares=True, spoilt=None):
        self.classes, self.input_size, self.compares = classes, size, compares
        self._output = as_output(found(*rows), len(classes))
        if spoilt is not None:
            self._output[0, 4] = spoilt
        self.asked = 0

    def run(self, network_input):
        self.asked += 1
        return self._output


class Broken(Saying):
    def run(self, network_input):
        raise NetworkError("model.xml: the device is gone")


def ensemble(*networks, weights=None, **more):
    weights = weights or [1.0] * len(networks)
    members = [EnsembleMember(one, weight) for one, weight in zip(networks, weights, strict=True)]
    return EnsembleNetwork(members, ("open", "short"), **more)


def test_it_is_asked_like_one_network():
    one, other = Saying((0, 0, 10, 10, 0.8, 0)), Saying((0, 0, 12, 10, 0.4, 0))
    network = ensemble(one, other)
    output = network.run(BLANK)
    assert output.shape == (1, 6, 1)
    assert (network.input_size, network.classes, network.compares) == ((32, 32), ("open", "short"), True)
    said = decode(output, min_score=0.1, class_count=2)
    assert said.scores.tolist() == pytest.approx([0.6])
    assert (one.asked, other.asked) == (1, 1)


def test_members_may_have_their_classes_in_another_order():
    one = Saying((0, 0, 10, 10, 0.8, 1))
    other = Saying((0, 0, 10, 10, 0.8, 0), classes=("short", "open"))
    said = decode(ensemble(one, other).run(BLANK), min_score=0.1)
    assert said.classes.tolist() == [1]
    assert said.scores.tolist() == pytest.approx([0.8])


def test_what_two_members_call_differently_stays_under_the_surer_name():
    said = decode(
        ensemble(Saying((0, 0, 10, 10, 0.9, 0)), Saying((0, 0, 10, 10, 0.7, 1))).run(BLANK), min_score=0.1
    )
    assert (said.classes.tolist(), said.scores.tolist()) == ([0], [pytest.approx(0.45)])


def test_nothing_found_is_an_output_without_candidates():
    output = ensemble(Saying(), Saying()).run(BLANK)
    assert output.shape == (1, 6, 0)
    assert len(decode(output, min_score=0.1)) == 0


def test_the_overlap_of_fusion_is_as_told():
    two = Saying((0, 0, 10, 10, 0.8, 0)), Saying((0, 0, 10, 14, 0.8, 0))
    assert ensemble(*two, iou=0.6).run(BLANK).shape[2] == 1
    assert ensemble(*two, iou=0.8).run(BLANK).shape[2] == 2


def test_one_that_fails_fails_them_all():
    with pytest.raises(NetworkError, match="the device is gone"):
        ensemble(Saying((0, 0, 10, 10, 0.8, 0)), Broken()).run(BLANK)
    with pytest.raises(DecodingError, match="NaN"):
        ensemble(Saying(), Saying((0, 0, 10, 10, 0.8, 0), spoilt=np.nan)).run(BLANK)


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        (Saying(classes=("open", "dent")), "can't have a member that finds open, dent"),
        (Saying(classes=("open",)), "can't have a member that finds open"),
        (Saying(size=(64, 32)), "32 x 32 px beside a golden and 64 x 32 px beside a golden"),
        (Saying(compares=False), "32 x 32 px beside a golden and 32 x 32 px of the image alone"),
    ],
)
def test_members_that_do_not_go_together_are_refused(other, refusal):
    with pytest.raises(NetworkError, match=refusal):
        ensemble(Saying(), other)


def test_an_ensemble_of_none_is_refused():
    with pytest.raises(NetworkError, match="without members"):
        EnsembleNetwork([], ("open",))
