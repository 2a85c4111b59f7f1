import json
import os
import stat

import pytest

from inspector_app.model_packages.package import PackageError, open_package
from inspector_app.model_packages.plant_keys import KeyRing, PlantKeyError
from inspector_app.model_packages.private_keys import load_private, make_key, private_file
from inspector_app.model_packages.signing import (
    SIGNATURE,
    check_signature,
    read_signature,
    sign_package,
    signed_by,
)
from tests.model_packages.test_package import seal


@pytest.fixture
def private(tmp_path):
    return tmp_path / "private"


@pytest.fixture
def ring(tmp_path, private):
    ring = KeyRing(tmp_path / "keys")
    ring.trust(make_key(private, "An Engineer"))
    return ring


@pytest.fixture
def signed(tmp_path, ring, private):
    package = seal(tmp_path / "work", tmp_path / "models" / "m")
    key = ring.current()
    sign_package(package, key, load_private(private, key))
    return package


def test_a_signed_package_names_its_key_and_keeps_its_hash(signed, ring):
    assert check_signature(open_package(signed.folder), ring) == ring.current()
    assert open_package(signed.folder).sha256 == signed.sha256
    assert signed_by(signed, ring) == f"signed by the key {ring.current().id}"


def test_an_unsigned_package_is_said_to_be_one(tmp_path, ring):
    package = seal(tmp_path / "work", tmp_path / "models" / "m")
    assert read_signature(package) is None
    assert signed_by(package, ring) == "unsigned"
    with pytest.raises(PackageError, match="is not signed"):
        check_signature(package, ring)


def test_every_changed_byte_of_the_signature_is_refused_by_name(signed, ring):
    path = signed.folder / SIGNATURE
    whole = path.read_bytes()
    for position in range(len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(PackageError, match=r"signature\.json|card\.json|signed by the key"):
            check_signature(signed, ring)
    path.write_bytes(whole)
    assert check_signature(signed, ring)


def test_a_card_sealed_again_does_not_pass_with_the_old_signature(signed, ring):
    """Somebody changes a threshold and makes every hash right again."""
    path = signed.folder / "card.json"
    card = json.loads(path.read_text())
    card["thresholds"]["open"]["threshold"] = 0.99
    path.write_text(json.dumps(card))
    with pytest.raises(PackageError, match=r"card\.json was changed after the package was signed"):
        check_signature(open_package(signed.folder), ring)


def test_the_signature_of_another_package_does_not_fit(tmp_path, signed, ring):
    other = seal(tmp_path / "work2", tmp_path / "models" / "other", content=b"other")
    (other.folder / SIGNATURE).write_bytes((signed.folder / SIGNATURE).read_bytes())
    with pytest.raises(PackageError, match=r"card\.json was changed"):
        check_signature(other, ring)


def test_another_plants_key_is_not_trusted_until_it_is_brought(tmp_path, signed, ring):
    stranger = KeyRing(tmp_path / "elsewhere")
    with pytest.raises(PackageError, match="which this home does not trust"):
        check_signature(signed, stranger)
    stranger.trust(ring.current())
    assert check_signature(signed, stranger)
    with pytest.raises(PlantKeyError, match="known here already"):
        stranger.trust(ring.current())


def test_what_a_retired_key_signed_stays_good_and_it_signs_no_more(signed, ring, private):
    old = ring.current()
    ring.trust(make_key(private, "An Engineer"))
    ring.retire(old.id, "An Engineer", "yearly change")
    assert check_signature(signed, ring).id == old.id
    assert ring.current().id != old.id
    with pytest.raises(PlantKeyError, match=r"retired on .* by An Engineer: yearly change"):
        ring.retire(old.id, "An Engineer", "again")


def test_what_a_revoked_key_signed_is_refused(signed, ring):
    ring.revoke(ring.current().id, "QA", "the laptop was stolen")
    with pytest.raises(PackageError, match=r"was revoked on .* by QA: the laptop was stolen"):
        check_signature(signed, ring)
    with pytest.raises(PlantKeyError, match="no key to sign with"):
        ring.current()


def test_a_public_half_that_was_exchanged_is_refused_by_file(tmp_path, ring, private):
    mine, theirs = ring.current(), make_key(tmp_path / "theirs", "Mallory")
    path = tmp_path / "keys" / f"{mine.id}.json"
    path.write_text(mine.model_copy(update={"public": theirs.public}).model_dump_json())
    with pytest.raises(PlantKeyError, match=rf"{mine.id}\.json: the key was changed"):
        ring.all_keys()
    path.write_text("{")
    with pytest.raises(PlantKeyError, match="not the public half"):
        ring.all_keys()


@pytest.mark.parametrize("wanted", ["../x", "", "nothing"])
def test_a_key_that_is_not_there_is_none(ring, wanted):
    assert ring.get(wanted) is None


@pytest.mark.skipif(os.name != "posix", reason="modes of files are kept elsewhere on Windows")
def test_a_private_half_that_others_may_read_signs_nothing(ring, private):
    key = ring.current()
    path = private_file(private, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(PlantKeyError, match="others may read this private key"):
        load_private(private, key)


def test_a_private_half_that_is_missing_or_anothers_is_said_so(tmp_path, ring, private):
    key, other = ring.current(), make_key(tmp_path / "other", "B")
    path = private_file(private, key)
    path.write_bytes(private_file(tmp_path / "other", other).read_bytes())
    with pytest.raises(PlantKeyError, match="not the private half of"):
        load_private(private, key)
    path.write_text("x")
    with pytest.raises(PlantKeyError, match="not a private key"):
        load_private(private, key)
    path.unlink()
    with pytest.raises(PlantKeyError, match="is not on this computer"):
        load_private(private, key)
