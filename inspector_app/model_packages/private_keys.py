"""Private halves of the plant's keys: files that only their owner may read, outside of every home."""

from __future__ import annotations

import base64
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from platformdirs import user_config_dir

from inspector_app.model_packages.plant_keys import PlantKey, PlantKeyError, key_id

FOLDER_VARIABLE = "INSPECTOR_SIGNING_KEYS"


def private_folder() -> Path:
    """Where private halves are: the variable INSPECTOR_SIGNING_KEYS, else the user's own configuration folder."""
    chosen = os.environ.get(FOLDER_VARIABLE, "").strip()
    return Path(chosen) if chosen else Path(user_config_dir("inspector", appauthor=False)) / "signing-keys"


def make_key(folder: Path, by: str) -> PlantKey:
    """Makes a key: the private half goes to the folder (mode 0600), the public half is given back."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key = PlantKey(
        id=key_id(public),
        public=base64.b64encode(public).decode(),
        made_at=datetime.now(UTC).replace(microsecond=0),
        made_by=by,
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(private_file(folder, key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return key


def private_file(folder: Path, key: PlantKey) -> Path:
    """Where the private half of a key is."""
    return folder / f"{key.id}.pem"


def load_private(folder: Path, key: PlantKey) -> Ed25519PrivateKey:
    """The private half; raises PlantKeyError where it isn't here, is another key's, or others may read it."""
    path = private_file(folder, key)
    try:
        _check_mode(path)
        private = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        raise PlantKeyError(
            f"{path}: the private half of the key {key.id} is not on this computer; release where it is kept"
        ) from None
    except OSError as error:
        raise PlantKeyError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError) as error:
        raise PlantKeyError(f"{path}: not a private key") from error
    if (
        not isinstance(private, Ed25519PrivateKey)
        or key_id(private.public_key().public_bytes_raw()) != key.id
    ):
        raise PlantKeyError(f"{path}: not the private half of the key {key.id}")
    return private


def _check_mode(path: Path) -> None:
    """Windows keeps rights elsewhere: the user's own folder is private there."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        raise PlantKeyError(
            f"{path}: others may read this private key (mode {mode:o}); chmod 600 it, or revoke it"
        )
