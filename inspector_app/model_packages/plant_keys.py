"""The plant's keys: public halves in the home, private halves only where models are released.

A key is made, later retired (what it signed stays good, it signs nothing more) or revoked (what it signed is refused).
"""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

_ID_DIGITS = 16


class PlantKeyError(Exception):
    """A key that is missing, broken or not to be used; the message names it and what to do."""


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeyEnd(_Plain):
    """Who ended the use of a key, when and why."""

    at: datetime
    by: str
    reason: str


class PlantKey(_Plain):
    """The public half of a key. id: the first 16 hex digits of the SHA-256 of its 32 bytes."""

    id: str
    public: str
    made_at: datetime
    made_by: str
    retired: KeyEnd | None = None
    revoked: KeyEnd | None = None

    @property
    def signs(self) -> bool:
        """Whether new packages may be signed with it."""
        return self.retired is None and self.revoked is None

    @property
    def state(self) -> str:
        """In use, retired or revoked, with who, when and why."""
        for word, end in (("revoked", self.revoked), ("retired", self.retired)):
            if end is not None:
                return f"{word} on {end.at:%Y-%m-%d} by {end.by}: {end.reason}"
        return "in use"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's over exactly this message (Ed25519, RFC 8032)."""
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def key_id(public: bytes) -> str:
    """The name of a key, made of its public half."""
    return hashlib.sha256(public).hexdigest()[:_ID_DIGITS]


class KeyRing:
    """The public keys that a home trusts, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all_keys(self) -> tuple[PlantKey, ...]:
        """All of them, oldest first; raises PlantKeyError where a file is off."""
        found = [read_public_key(path) for path in sorted(self._folder.glob("*.json"))]
        return tuple(sorted(found, key=lambda key: key.made_at))

    def file(self, wanted: str) -> Path:
        """Where the public half of a key is kept."""
        return self._folder / f"{wanted}.json"

    def get(self, wanted: str) -> PlantKey | None:
        """The key of this id; None where the home does not know it."""
        path = self.file(wanted)
        known = wanted.isalnum() and path.is_file()
        return read_public_key(path) if known else None

    def current(self) -> PlantKey:
        """The key that signs; raises PlantKeyError where there is none."""
        usable = [key for key in self.all_keys() if key.signs]
        if not usable:
            raise PlantKeyError(
                "There is no key to sign with; make one: inspector-app model key new --by NAME"
            )
        return usable[-1]

    def trust(self, key: PlantKey) -> None:
        """Keeps a public half; raises PlantKeyError where the home has it already."""
        if self.get(key.id) is not None:
            raise PlantKeyError(f"The key {key.id} is known here already")
        self._write(key)

    def retire(self, wanted: str, by: str, reason: str) -> PlantKey:
        """The key signs nothing more; what it has signed stays good."""
        return self._end(wanted, "retired", by, reason)

    def revoke(self, wanted: str, by: str, reason: str) -> PlantKey:
        """The key is lost or in wrong hands: everything that it ever signed is refused from now on."""
        return self._end(wanted, "revoked", by, reason)

    def _end(self, wanted: str, how: str, by: str, reason: str) -> PlantKey:
        key = self.get(wanted)
        if key is None:
            known = ", ".join(one.id for one in self.all_keys()) or "none"
            raise PlantKeyError(f"There is no key {wanted} in {self._folder}; there are: {known}")
        if getattr(key, how) is not None:
            raise PlantKeyError(f"The key {wanted} is {key.state}")
        ended = KeyEnd(at=datetime.now(UTC).replace(microsecond=0), by=by, reason=reason)
        key = key.model_copy(update={how: ended})
        self._write(key)
        return key

    def _write(self, key: PlantKey) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{key.id}.part"
        with part.open("w", encoding="utf-8") as file:
            file.write(key.model_dump_json(indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.file(key.id))


def read_public_key(path: Path) -> PlantKey:
    """The public half in a file; raises PlantKeyError where it is none, or was changed."""
    try:
        key = PlantKey.model_validate_json(path.read_bytes())
        public = base64.b64decode(key.public, validate=True)
    except OSError as error:
        raise PlantKeyError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValidationError, ValueError) as error:
        raise PlantKeyError(f"{path}: not the public half of a key") from error
    if len(public) != 32 or key_id(public) != key.id:
        raise PlantKeyError(f"{path}: the key was changed: its name does not fit its content")
    return key
