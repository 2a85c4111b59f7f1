"""Run as a child that is killed: inspects for ever, and says ACCEPT or REJECT only after the record."""

from __future__ import annotations

import sys
from pathlib import Path

from inspector_app.domain.verdict import Outcome
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.records.builders import image, inspect

if __name__ == "__main__":
    with Store.open(Home(Path(sys.argv[1])), Settings(disk_reserve_mb=0)) as store:
        number = store.last_part_number()
        while True:
            number += 1
            outcome = (Outcome.PASS, Outcome.PASS, Outcome.FAIL)[number % 3]
            done = inspect(store, number, outcome, golden=image(number % 5), seed=number, side=4)
            print("ACCEPT" if outcome is Outcome.PASS else "REJECT", done.id, flush=True)
