from datetime import UTC, datetime

import cv2
import pytest

from inspector_app.domain.verdict import Outcome
from inspector_app.inspection.known_set import (
    FILE,
    FOLDER,
    KnownImage,
    KnownSet,
    KnownSetError,
    Said,
    accept,
    changes,
    contradicts,
    read_known_set,
    write_known_set,
)
from inspector_app.inspection.known_set_run import KnownSetAsker, add_image
from tests.inspection.conftest import FakeNetwork

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PASS = Said(outcome=Outcome.PASS, rule="no finding", found=())
FAIL = Said(outcome=Outcome.FAIL, rule="above tolerance", found=("open",))
FOUND = (0, 0.9, 100.0, 100.0, 140.0, 120.0)


def image(file="001-good.png", kind="good", accepted=PASS):
    return KnownImage(file=file, view="left", kind=kind, sha256="0" * 64, accepted=accepted)


def test_only_another_answer_is_a_change():
    known = KnownSet(images=(image(), image("002-bad.png", "bad", FAIL)))
    assert changes(known, {"001-good.png": PASS, "002-bad.png": FAIL}) == []
    (change,) = changes(known, {"001-good.png": PASS, "002-bad.png": PASS})
    assert change.words == (
        "002-bad.png (bad) was FAIL (above tolerance: open), is PASS (no finding), though it is bad"
    )
    other_class = FAIL.model_copy(update={"found": ("short",)})
    assert len(changes(known, {"002-bad.png": other_class})) == 1


def test_what_nobody_has_accepted_is_a_change_until_somebody_does():
    known = KnownSet(images=(image(accepted=None),))
    changed = changes(known, {"001-good.png": FAIL})
    assert "is FAIL (above tolerance: open), though it is good" in changed[0].words
    accepted = accept(known, changed, "Q. Lead", "the print is within limits", NOW)
    assert changes(accepted, {"001-good.png": FAIL}) == []
    (entry,) = accepted.history
    assert (entry.by, entry.reason, entry.before, entry.said) == (
        "Q. Lead",
        "the print is within limits",
        None,
        FAIL,
    )
    assert entry.authenticated is False


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        ("good", FAIL, True),
        ("good", PASS, False),
        ("bad", PASS, True),
        ("bad", FAIL, False),
        ("borderline", PASS, False),
    ],
)
def test_a_good_one_that_fails_and_a_bad_one_that_passes_are_wrong(kind, said, wrong):
    assert contradicts(kind, said) is wrong


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "recipe"


@pytest.fixture
def picture(tmp_path, golden):
    path = tmp_path / "part.png"
    cv2.imwrite(str(path), golden)
    return path


def asker(loaded, *answers):
    return KnownSetAsker(loaded, FakeNetwork(list(answers)), dict.fromkeys(loaded.recipe.classes, 5.0))


def add(folder, picture, loaded, kind="good", answers=(), known=None):
    return add_image(
        known or KnownSet(), folder, picture, view="left", kind=kind, asker=asker(loaded, *answers)
    )


def test_an_image_is_copied_and_its_answer_holds(folder, picture, loaded):
    known, added, said = add(folder, picture, loaded)
    assert said == added.accepted
    assert said.outcome is Outcome.PASS
    write_known_set(folder, known)
    picture.unlink()
    assert read_known_set(folder) == known
    assert asker(loaded).ask_all(folder, known) == {"001-good.png": said}
    now = asker(loaded, FOUND).ask_all(folder, known)
    assert now["001-good.png"].found == ("open",)
    assert len(changes(known, now)) == 1


def test_an_answer_that_contradicts_what_the_image_is_waits_for_a_name(folder, picture, loaded):
    _, added, said = add(folder, picture, loaded, kind="bad")
    assert said.outcome is Outcome.PASS
    assert added.accepted is None


def test_the_same_image_twice_and_what_is_no_image_are_refused(folder, picture, loaded, tmp_path):
    known, _, _ = add(folder, picture, loaded)
    with pytest.raises(KnownSetError, match=r"in the known set already, as 001-good\.png"):
        add(folder, picture, loaded, known=known)
    (tmp_path / "broken.png").write_bytes(b"x")
    with pytest.raises(KnownSetError, match=r"broken\.png"):
        add(folder, tmp_path / "broken.png", loaded)
    with pytest.raises(KnownSetError, match="no view right, only left"):
        asker(loaded).ask(picture, "right")


def test_a_set_that_was_changed_by_hand_is_refused_by_file(folder, picture, loaded):
    known, added, _ = add(folder, picture, loaded)
    write_known_set(folder, known)
    file = folder / FOLDER / added.file
    whole = file.read_bytes()
    file.write_bytes(whole + b"x")
    with pytest.raises(KnownSetError, match=r"001-good\.png: was changed since"):
        read_known_set(folder)
    file.unlink()
    with pytest.raises(KnownSetError, match=r"001-good\.png: is missing"):
        read_known_set(folder)
    write_known_set(folder, KnownSet(images=(image("../../secret.png"),)))
    with pytest.raises(KnownSetError, match="is missing from the known set"):
        read_known_set(folder)
    (folder / FOLDER / FILE).write_text("{")
    with pytest.raises(KnownSetError, match=r"known-set\.json"):
        read_known_set(folder)


def test_a_recipe_without_a_known_set_has_an_empty_one(folder):
    assert read_known_set(folder) == KnownSet()
