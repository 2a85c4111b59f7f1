"""What a card says besides its figures."""

import pytest

from inspector_app.bootstrap.card_facts import card_facts
from inspector_app.bootstrap.model_shelf import shelved
from inspector_app.settings.home import Home
from tests.bootstrap.releasing import put_model


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def test_what_a_qa_lead_asks_for_is_said_in_words(home):
    put_model(
        home,
        parent="board-defects",
        dataset={
            "name": "castings",
            "images": {"train": 10, "test": 4},
            "warnings": [],
            "vault": {"images": 5},
        },
        tools={"nncf": "3.4.0"},
        licence={"weights": "AGPL-3.0-or-later"},
    )
    shown, package = shelved("m", home)
    facts = card_facts(package, shown.signature)
    assert "beside its golden" in facts["Sees"]
    assert facts["Goes on from"] == "board-defects"
    assert facts["Data"] == "name castings; images: train 10, test 4; vault: images 5"
    assert facts["Quantised"].startswith("NNCF 3.4.0")
    assert facts["Validated on"] == "castings"
    assert "Training" not in facts  # nothing is said where the card says nothing


def test_a_card_that_says_very_much_is_cut(home):
    put_model(home, dataset={"name": "x" * 5000, "vault": {"images": 500}})
    _, package = shelved("m", home)
    assert len(card_facts(package, "")["Data"]) < 500
