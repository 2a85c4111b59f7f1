import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from inspector_app.model_packages.card import CardInput, Thresholds
from inspector_app.model_packages.package import CARD, PackageError, open_package
from inspector_app.model_packages.shelf import find_package, package_names
from inspector_app.model_packages.writing import seal_package


def fields(**changes):
    return {
        "name": "m",
        "family": "yolov8n",
        "created": datetime(2026, 1, 1, tzinfo=UTC),
        "input": CardInput(width=640, height=640, channels=("image", "golden", "difference")),
        "classes": ("open", "short"),
        "thresholds": {code: Thresholds(threshold=0.5, review_from=0.3) for code in ("open", "short")},
        "smallest_found_px": {"open": 8.0, "short": 8.0},
        **changes,
    }


def seal(folder, target, content=b"weights", **changes):
    folder.mkdir()
    (folder / "model.xml").write_bytes(b"<net/>")
    (folder / "model.bin").write_bytes(content)
    (folder / "golden").mkdir()
    (folder / "golden" / "answers.json").write_bytes(b"{}")
    return seal_package(folder, target, fields(**changes))


@pytest.fixture
def package(tmp_path):
    return seal(tmp_path / "work", tmp_path / "models" / "m")


def test_a_sealed_package_opens_and_has_one_hash(package):
    again = open_package(package.folder)
    assert again.card == package.card
    assert again.sha256 == package.sha256
    assert set(again.card.files) == {"model.xml", "model.bin", "golden/answers.json"}


def test_a_folder_that_holds_something_else_is_never_replaced(tmp_path):
    theirs = tmp_path / "documents"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(PackageError, match="no model package; choose another folder"):
        seal(tmp_path / "work", theirs)
    assert [path.name for path in theirs.iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    assert seal(tmp_path / "work2", tmp_path / "empty").folder == tmp_path / "empty"


def test_a_changed_byte_is_refused_by_file_name(package):
    path = package.folder / "model.bin"
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    with pytest.raises(PackageError, match=r"model\.bin was changed"):
        open_package(package.folder)


def test_a_cut_file_and_a_missing_one_are_refused(package):
    (package.folder / "model.bin").write_bytes(b"we")
    with pytest.raises(PackageError, match="changed"):
        open_package(package.folder)
    (package.folder / "model.bin").unlink()
    with pytest.raises(PackageError, match="missing"):
        open_package(package.folder)


def _edit_card(package, change):
    path = package.folder / CARD
    card = json.loads(path.read_text())
    change(card)
    path.write_text(json.dumps(card))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda card: card.update(format=2), "format"),
        (lambda card: card.update(classes=["open", "open"]), "listed twice"),
        (lambda card: card.update(classes=["open", "scratch"]), "no thresholds on the card for scratch"),
        (lambda card: card["files"].pop("model.xml"), r"lists no model\.xml"),
        (lambda card: card["files"].update({"../../x": "0"}), "outside the package"),
        (lambda card: card["smallest_found_px"].update(open=float("nan")), "smallest_found_px"),
        (lambda card: card["thresholds"]["open"].update(threshold=2), r"thresholds\.open\.threshold"),
    ],
)
def test_a_card_that_is_off_is_refused_with_what_is_off(package, change, said):
    _edit_card(package, change)
    with pytest.raises(PackageError, match=said):
        open_package(package.folder)


def test_a_card_that_is_no_json_is_refused(package):
    (package.folder / CARD).write_bytes(b"{")
    with pytest.raises(PackageError, match=r"card\.json"):
        open_package(package.folder)


def test_a_folder_without_a_card_is_no_package(tmp_path):
    with pytest.raises(PackageError, match="not a model package"):
        open_package(tmp_path)


def test_a_new_package_replaces_the_old_one_whole(tmp_path, package):
    newer = seal(tmp_path / "work2", package.folder, content=b"other")
    assert (newer.folder / "model.bin").read_bytes() == b"other"
    assert newer.sha256 != package.sha256
    assert sorted(path.name for path in package.folder.parent.iterdir()) == ["m"]


def test_a_package_that_does_not_verify_replaces_nothing(tmp_path, package):
    with pytest.raises(PackageError):
        seal(tmp_path / "work2", package.folder, classes=("open", "open"))
    assert open_package(package.folder).sha256 == package.sha256


def test_packages_are_found_by_name_and_by_folder(tmp_path, package):
    shelves = (tmp_path / "none", tmp_path / "models")
    assert package_names(shelves) == ("m",)
    assert find_package("m", shelves).sha256 == package.sha256
    assert find_package(str(package.folder), ()).sha256 == package.sha256
    with pytest.raises(PackageError, match="no model package named x; there are: m"):
        find_package("x", shelves)


def test_a_package_without_weights_says_so(package):
    with pytest.raises(PackageError, match="m has no weights that a training could go on from"):
        _ = package.weights


def test_a_card_says_what_its_network_gives_in_a_format_that_older_programs_refuse(tmp_path):
    package = seal(tmp_path / "work", tmp_path / "m", gives="outlines", format=2)
    said = json.loads((package.folder / CARD).read_text("utf-8"))
    assert (said["format"], said["gives"]) == (2, "outlines")
    assert open_package(package.folder).card.gives == "outlines"


def test_a_card_of_boxes_stays_readable_for_older_programs(package):
    said = json.loads((package.folder / CARD).read_text("utf-8"))
    assert said["format"] == 1
    assert not {"gives", "ensemble"} & set(said)
    assert package.card.gives == "boxes"


@pytest.mark.parametrize("changes", [{"gives": "outlines"}, {"format": 2}])
def test_a_card_whose_format_does_not_go_with_what_it_gives_is_refused(tmp_path, changes):
    with pytest.raises(ValidationError, match="does not go with"):
        seal(tmp_path / "work", tmp_path / "m", **changes)


def test_a_package_of_a_newer_format_is_refused_in_words(package):
    path = package.folder / CARD
    card = {**json.loads(path.read_text("utf-8")), "format": 3, "speaks": "riddles"}
    path.write_text(json.dumps(card), "utf-8")
    with pytest.raises(PackageError, match=r"made by a newer version \(format 3, this one reads up to 2\)"):
        open_package(package.folder)
