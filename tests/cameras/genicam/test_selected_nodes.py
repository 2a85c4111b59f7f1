"""Features behind a selector: written and compared each while its selector stands on it."""

import pytest

from inspector_app.cameras.genicam.nodes import Nodes
from inspector_app.cameras.kind import OpenError


class Balance:
    """A camera with BalanceRatio for red and blue."""

    def __init__(self):
        self.chosen, self.ratios = "Green", {"Red": 1.0, "Green": 1.0, "Blue": 1.0}

    def has_node(self, name):
        return name in {"BalanceRatio", "BalanceRatioSelector"}

    def get_node(self, name):
        return Selector(self) if name.endswith("Selector") else Ratio(self)


class Selector:
    def __init__(self, camera):
        self._camera = camera

    @property
    def value(self):
        return self._camera.chosen

    @value.setter
    def value(self, value):
        if value not in self._camera.ratios:
            raise ValueError(f"{value} is invalid")
        self._camera.chosen = value


class Ratio(Selector):
    @property
    def value(self):
        return self._camera.ratios[self._camera.chosen]

    @value.setter
    def value(self, value):
        self._camera.ratios[self._camera.chosen] = value


WANTED = [("BalanceRatio[Red]", 1.4), ("BalanceRatio[Blue]", 1.2)]


def test_each_is_written_and_compared_by_its_selector():
    camera = Balance()
    nodes = Nodes(camera)
    for name, value in WANTED:
        nodes.write(name, value)
    assert camera.ratios == {"Red": 1.4, "Green": 1.0, "Blue": 1.2}
    assert nodes.differences(WANTED) == []
    camera.ratios["Red"] = 1.0
    assert nodes.differences(WANTED) == ["BalanceRatio[Red] is 1.0, not 1.4"]


def test_a_choice_that_the_camera_has_not_is_refused():
    with pytest.raises(OpenError, match=r"does not take 2 for BalanceRatio\[Violet\]"):
        Nodes(Balance()).write("BalanceRatio[Violet]", 2)
