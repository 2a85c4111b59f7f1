"""`inspector-app model key list`: the keys that a home trusts."""

from __future__ import annotations

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(*, home: HomeOption = None, json: JsonOption = False) -> None:
    """Each key with who made it, whether it is in use, and whether its private half is on this computer."""
    from inspector_app.model_packages.plant_keys import KeyRing
    from inspector_app.model_packages.private_keys import private_file, private_folder

    station = opened_home(home, log="model")
    ring, folder = KeyRing(station.keys), private_folder()
    rows = [
        {
            "key": key.id,
            "made_at": key.made_at,
            "made_by": key.made_by,
            "state": key.state,
            "signs": key.signs,
            "private_half_here": private_file(folder, key).is_file(),
            "public": ring.file(key.id),
        }
        for key in ring.all_keys()
    ]
    lines = [
        f"{row['key']}: {row['state']}; made {row['made_at']:%Y-%m-%d} by {row['made_by']}"
        f"{'; private half on this computer' if row['private_half_here'] else ''}"
        for row in rows
    ]
    answer({"keys": rows}, as_json=json, text="\n".join(lines) or "no keys")
