"""The part in hand and the parts that wait. Arrivals never change what is in hand; answers and skips do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspector_app.domain.messages import PartInspected

MOST_HERE = 200


class Hand:
    """One part in hand, the others in the order in which they will come."""

    def __init__(self) -> None:
        self._in_hand: PartInspected | None = None
        self._waiting: list[PartInspected] = []

    @property
    def in_hand(self) -> PartInspected | None:
        """The part that the keys answer."""
        return self._in_hand

    @property
    def waiting(self) -> Sequence[PartInspected]:
        """The parts behind it, next first."""
        return self._waiting

    def arrive(self, parts: Iterable[PartInspected]) -> bool:
        """Parts that wait for an answer; True where one came into the empty hand. Known ones are left out.

        Only so many are kept here: the others wait in the records, and are read when these have become few.
        """
        for part in parts:
            if len(self._waiting) < MOST_HERE and not self._knows(part.inspection_id):
                self._waiting.append(part)
        return self._in_hand is None and self._take_next()

    def leave(self) -> None:
        """The part in hand is answered; the next one comes."""
        self._in_hand = None
        self._take_next()

    def skip(self) -> bool:
        """Puts the part in hand behind all others; False where there is no other."""
        if self._in_hand is None or not self._waiting:
            return False
        self._waiting.append(self._in_hand)
        return self._take_next()

    def bring_back(self, part: PartInspected) -> bool:
        """An answer was undone: its part is in hand again, the one in hand is next. False where it was in hand."""
        if self._in_hand is not None and self._in_hand.inspection_id == part.inspection_id:
            return False
        self.settle(part.inspection_id)
        if self._in_hand is not None:
            self._waiting.insert(0, self._in_hand)
        self._in_hand = part
        return True

    def settle(self, inspection_id: str) -> bool:
        """A waiting part was answered elsewhere; True where it waited here. The part in hand stays."""
        kept = [part for part in self._waiting if part.inspection_id != inspection_id]
        found = len(kept) != len(self._waiting)
        self._waiting = kept
        return found

    def _knows(self, inspection_id: str) -> bool:
        if self._in_hand is not None and self._in_hand.inspection_id == inspection_id:
            return True
        return any(part.inspection_id == inspection_id for part in self._waiting)

    def _take_next(self) -> bool:
        self._in_hand = self._waiting.pop(0) if self._waiting else None
        return self._in_hand is not None
