"""What good parts look like, learnt from nothing but good parts: it points at what is unlike them, passes nothing."""

from inspector_app.novelty.files import TaughtError, read_taught, taught_bytes
from inspector_app.novelty.limits import Limits, set_limits
from inspector_app.novelty.regions import Region, Unlikeness, same_place
from inspector_app.novelty.surface import TaughtSurface
from inspector_app.novelty.surface_teaching import SurfaceLesson
from inspector_app.novelty.taught import Taught
from inspector_app.novelty.teaching import FEWEST_IMAGES, MOST_IMAGES, Lesson, Odd

__all__ = [
    "FEWEST_IMAGES",
    "MOST_IMAGES",
    "Lesson",
    "Limits",
    "Odd",
    "Region",
    "SurfaceLesson",
    "Taught",
    "TaughtError",
    "TaughtSurface",
    "Unlikeness",
    "read_taught",
    "same_place",
    "set_limits",
    "taught_bytes",
]
