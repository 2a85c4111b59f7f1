"""Making the plant's key where models are released."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector_app.model_packages.plant_keys import KeyRing, PlantKey, PlantKeyError
from inspector_app.model_packages.private_keys import make_key, private_file, private_folder
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made: where its halves are, and which keys it follows."""

    key: PlantKey
    private: Path
    public: Path
    retired: tuple[PlantKey, ...]


def new_key(home: Home, by: str, rotate: str | None) -> NewKey:
    """Makes a key and trusts it; rotate: why the one in use is retired.

    Raises PlantKeyError where there is a key in use and no reason to change it, and where the private half would lie
    in the home, which is copied and backed up.
    """
    ring, folder = KeyRing(home.keys), private_folder().absolute()
    if folder.resolve().is_relative_to(home.path.resolve()):
        raise PlantKeyError(f"{folder}: the private half may not lie in the home, which is copied as a whole")
    in_use = tuple(key for key in ring.all_keys() if key.signs)
    if in_use and rotate is None:
        raise PlantKeyError(
            f"The key {in_use[-1].id} is in use; to change it: inspector-app model key new --by NAME --rotate REASON"
        )
    key = make_key(folder, by)
    ring.trust(key)
    retired = tuple(ring.retire(one.id, by, rotate) for one in in_use if rotate is not None)
    return NewKey(key, private_file(folder, key), ring.file(key.id), retired)
