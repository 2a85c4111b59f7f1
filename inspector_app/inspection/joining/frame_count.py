"""Frame ids of one camera: each is new, and none is missing that should have come."""

from __future__ import annotations


class FrameCount:
    """Looks at the ids in the order in which frames come."""

    def __init__(self) -> None:
        self.gaps = 0
        """Frames that by their ids were made and never came."""
        self.repeats = 0
        """Frames whose id was not new."""
        self._last: tuple[int, int] | None = None
        self._dropped = 0

    def restart(self) -> None:
        """The camera counts from the beginning again."""
        self._last, self._dropped = None, 0

    def problem(self, frame_id: int, ordinal: int | None, dropped: int = 0) -> str:
        """What is wrong with this id, empty where nothing is; the next id is compared with this one.

        ordinal: of the occasion that this frame is for, as the station counts them; between two occasions a camera
        uses at most one id each, and those of the frames that it dropped itself (dropped: so far). None: any number.
        """
        before = self._last
        if before is not None and frame_id <= before[0]:
            self.repeats += 1
            return f"frame id {frame_id} came again"
        explained, self._dropped = max(0, dropped - self._dropped), dropped
        self._last = frame_id, ordinal or 0
        if before is None or ordinal is None:
            return ""
        unseen = max(0, frame_id - before[0] - 1 - explained)
        self.gaps += unseen
        if unseen < max(1, ordinal - before[1]):
            return ""
        return f"frame ids {before[0] + 1} to {frame_id - 1} are missing"
