"""A second small generator: surfaces that are no boards and have no golden, with flaws whose truth is known."""

from inspector_app.surfaces.flaws import FLAWS
from inspector_app.surfaces.materials import MATERIALS, Surface, held_out_surface, validation_surface
from inspector_app.surfaces.views import SurfaceView, render_surface

__all__ = [
    "FLAWS",
    "MATERIALS",
    "Surface",
    "SurfaceView",
    "held_out_surface",
    "render_surface",
    "validation_surface",
]
