import numpy as np
import pytest

from inspector_app.bootstrap.models import open_model
from inspector_app.detectors import OpenVinoNetwork
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.model_packages.card import PLANES, CardInput
from inspector_app.model_packages.package import PackageError
from inspector_app.model_packages.writing import seal_package
from inspector_app.settings.home import Home
from tests.detectors.test_openvino_network import CLASSES, save_network
from tests.model_packages.test_package import fields


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def put_model(home, **said):
    """A package of a real network that takes 32 x 32 px."""
    work = home.path / "work"
    work.mkdir()
    network = OpenVinoNetwork(save_network(work / "model.xml"), CLASSES)
    write_golden_answers(work / "golden", [np.zeros((32, 32, 3), np.uint8)], network)
    card_input = CardInput(**{"width": 32, "height": 32, "channels": PLANES, **said})
    seal_package(work, home.models / "m", fields(input=card_input))


def test_a_package_opens_with_its_network(home):
    put_model(home)
    package, network = open_model("m", home)
    assert (package.card.name, network.input_size) == ("m", (32, 32))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"width": 64}, "the card says 64 x 32 px, the network takes 32 x 32"),
        ({"channels": ("image",)}, "takes image, but this version gives image, golden, difference"),
        ({"channels": PLANES[::-1]}, "takes difference, golden, image, but"),
    ],
)
def test_a_network_that_takes_something_else_is_refused(home, said, refusal):
    put_model(home, **said)
    with pytest.raises(PackageError, match=refusal):
        open_model("m", home)
