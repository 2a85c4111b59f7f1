"""Which frame belongs to which part: state machines without clock, thread or camera."""

from inspector_app.inspection.joining.frame_count import FrameCount
from inspector_app.inspection.joining.joiner import Joined, Joiner, Mismatches
from inspector_app.inspection.joining.place import Counts, Place
from inspector_app.inspection.joining.wired_queue import Reply, WiredQueue

__all__ = ["Counts", "FrameCount", "Joined", "Joiner", "Mismatches", "Place", "Reply", "WiredQueue"]
