"""Signatures of model packages: a file beside the card, by a key of the plant, over the card that lists every file."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.model_packages.package import ModelPackage, PackageError
from inspector_app.model_packages.plant_keys import KeyRing, PlantKey
from inspector_app.settings.whole_files import write_whole

SIGNATURE = "signature.json"


class Signature(BaseModel):
    """What signature.json holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    algorithm: Literal["Ed25519"] = "Ed25519"
    key: str
    card_sha256: str
    signed_at: datetime
    signature: str

    def message(self) -> bytes:
        """What is signed: every other field, under a title that no other use of the key has."""
        said = (str(self.format), self.algorithm, self.key, self.card_sha256, self.signed_at.isoformat())
        return "\n".join(("inspector-app model package", *said)).encode()

    def content(self) -> bytes:
        """The file, the only way in which it may be written."""
        return (self.model_dump_json(indent=2) + "\n").encode()


def sign_package(package: ModelPackage, key: PlantKey, private: Ed25519PrivateKey) -> None:
    """Writes signature.json into a package's folder."""
    draft = Signature(
        key=key.id,
        card_sha256=package.sha256,
        signed_at=datetime.now(UTC).replace(microsecond=0),
        signature="",
    )
    raw = base64.b64encode(private.sign(draft.message())).decode()
    signature = draft.model_copy(update={"signature": raw})
    write_whole(package.folder / SIGNATURE, signature.content())


def read_signature(package: ModelPackage) -> Signature | None:
    """The signature beside the card, not yet verified; None for an unsigned package.

    Raises PackageError where the file is no signature, or doesn't belong to the card.
    """
    signature = _parse(package)
    if signature is not None and signature.card_sha256 != package.sha256:
        raise PackageError(
            f"{package.folder}: card.json or {SIGNATURE} was changed after the package was signed"
        )
    return signature


def _parse(package: ModelPackage) -> Signature | None:
    path = package.folder / SIGNATURE
    try:
        content = path.read_bytes()
        signature = Signature.model_validate_json(content)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise PackageError(f"{path}: not a signature, or it was changed") from error
    if content != signature.content():
        raise PackageError(f"{path}: {SIGNATURE} was changed after the package was signed")
    return signature


def check_signature(package: ModelPackage, ring: KeyRing) -> PlantKey:
    """The key of the plant that signed the package; raises PackageError saying what is off."""
    signature = _parse(package)
    if signature is None:
        raise PackageError(f"{package.folder}: the package is not signed")
    key = ring.get(signature.key)
    if key is None:
        raise PackageError(
            f"{package.folder}: signed by the key {signature.key}, which this home does not trust; if it is your "
            "plant's, bring its public half: inspector-app model key trust FILE"
        )
    if not key.signed(signature.message(), _raw(signature)):
        raise PackageError(
            f"{package.folder}: {SIGNATURE} is no signature of the key {key.id}: it was changed"
        )
    if signature.card_sha256 != package.sha256:
        raise PackageError(f"{package.folder}: card.json was changed after the package was signed")
    if key.revoked is not None:
        raise PackageError(f"{package.folder}: its key {key.id} was {key.state}")
    return key


def signed_by(package: ModelPackage, ring: KeyRing) -> str:
    """Whose signature a package carries, as people are told; a broken one is told as what is off with it."""
    try:
        if read_signature(package) is None:
            return "unsigned"
        return f"signed by the key {check_signature(package, ring).id}"
    except PackageError as error:
        return str(error)


def _raw(signature: Signature) -> bytes:
    try:
        return base64.b64decode(signature.signature, validate=True)
    except ValueError:
        return b""
