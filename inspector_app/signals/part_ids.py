"""Which id a part has on the wire."""

from __future__ import annotations

from collections import OrderedDict

from inspector_app.domain.part import Part

_REMEMBERED = 64


class PartIds:
    """The PLC's ids of the newest parts; a part to which it gave none has the station's own number."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, int] = OrderedDict()

    def know(self, part: Part, part_id: int) -> None:
        """The part has this id; 0: the PLC gives none."""
        self._ids[part.id] = part_id
        while len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)

    def of(self, part: Part) -> int:
        """Its id on the wire, never 0."""
        return self._ids.get(part.id) or max(1, part.number & 0xFFFFFFFF)
