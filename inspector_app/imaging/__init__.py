"""Alignment, quality, preprocessing, decoding: one code for station and training, so they can't differ."""

from inspector_app.imaging.alignment import Alignment, align, is_turned
from inspector_app.imaging.decoding import DecodingError, Detections, OutlinedOutput, RawOutput, decode
from inspector_app.imaging.encoding import encode_jpeg, encode_png, encode_png_at_once, encode_webp
from inspector_app.imaging.gray import to_colours, to_gray
from inspector_app.imaging.lengths import length_px
from inspector_app.imaging.likeness import Likeness, measure_likeness
from inspector_app.imaging.masks import Mask, mask_of_outlines
from inspector_app.imaging.merging import merge_tiles
from inspector_app.imaging.outlines import outlines_of
from inspector_app.imaging.overlap import lost_px
from inspector_app.imaging.preprocessing import Comparison, compare, planes_of
from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.quality import FrameQuality, measure_quality
from inspector_app.imaging.reading import ImageError, read_image
from inspector_app.imaging.reference import Reference
from inspector_app.imaging.scaling import choose_scale, shrink
from inspector_app.imaging.sizes import long_side_mm
from inspector_app.imaging.tiling import Tile, cut_tile, plan_tiles

__all__ = [
    "Alignment",
    "Comparison",
    "DecodingError",
    "Detections",
    "FrameQuality",
    "ImageError",
    "Likeness",
    "Mask",
    "OutlinedOutput",
    "Pyramid",
    "RawOutput",
    "Reference",
    "Tile",
    "align",
    "choose_scale",
    "compare",
    "cut_tile",
    "decode",
    "encode_jpeg",
    "encode_png",
    "encode_png_at_once",
    "encode_webp",
    "is_turned",
    "length_px",
    "long_side_mm",
    "lost_px",
    "mask_of_outlines",
    "measure_likeness",
    "measure_quality",
    "merge_tiles",
    "outlines_of",
    "plan_tiles",
    "planes_of",
    "read_image",
    "shrink",
    "to_colours",
    "to_gray",
]
