from inspector_app.learning.families import origin
from inspector_app.learning.packages.ensemble import _licence
from inspector_app.model_packages.package import open_package
from inspector_app.model_packages.shelf import SHIPPED

SHIPPED_CARD = open_package(SHIPPED / "board-defects").card


def card(family, **licence):
    return SHIPPED_CARD.model_copy(update={"family": family, "licence": licence})


def test_an_ensemble_is_under_every_licence_of_its_members():
    free = origin("vit").licence
    cards = [card("yolov8n", weights="AGPL-3.0-or-later"), card("vit", weights=free, data="ours")]
    said = _licence(cards, "the plant's own images")
    assert said == {"weights": f"AGPL-3.0-or-later; {free}", "data": "ours; the plant's own images"}


def test_members_of_one_licence_say_it_once():
    said = _licence([card("vit", weights="free", data="ours")] * 2, "ours")
    assert said == {"weights": "free", "data": "ours"}


def test_a_member_whose_card_says_nothing_is_under_its_familys():
    said = _licence([card("fasterrcnn"), card("yolo11n")], "ours")
    assert said["weights"] == f"{origin('fasterrcnn').licence}; AGPL-3.0-or-later"
