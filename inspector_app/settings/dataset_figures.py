"""What a dataset is held against: the figures of the field's guide, and a few of ours, each with its source."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.config import JsonDict

from inspector_app.settings.sourced import SourcedFigures

_COLLECT: JsonDict = {"source": "guide, step Collect"}
_TRAIN: JsonDict = {"source": "guide, step Train"}
_OURS: JsonDict = {"source": "ours"}


def _a_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _split(value: object) -> object:
    """In the environment a list is one text with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Share = Annotated[float, Field(gt=0, lt=1)]
Count = Annotated[int, Field(ge=1)]
Tags = Annotated[tuple[str, ...], BeforeValidator(_split)]
Pattern = Annotated[str, AfterValidator(_a_pattern)]


class DatasetFigures(SourcedFigures):
    """Keys of the settings that datasets read; a site may choose others, and a check says where a figure is from."""

    dataset_images_least: Count = Field(500, json_schema_extra=_COLLECT)
    """Labelled images that a class needs."""
    dataset_images_wish: Count = Field(2_000, json_schema_extra=_COLLECT)
    """Labelled images that a class should have."""
    dataset_clean_share: Share = Field(0.8, json_schema_extra=_COLLECT)
    """Share of images without any defect."""
    dataset_imbalance: Annotated[float, Field(gt=1)] = Field(10.0, json_schema_extra=_OURS)
    """How many times as many images the largest class may have as the smallest."""
    dataset_condition_tags: Tags = Field(("light", "maintenance"), json_schema_extra=_COLLECT)
    """Tags that say under which conditions an image was taken; every image should have them."""
    dataset_variety_tags: Tags = Field(("distance", "orientation"), json_schema_extra=_COLLECT)
    """Tags of which a set should show more than one value."""
    dataset_time_tag: str = Field("taken_at", json_schema_extra=_COLLECT)
    """Tag with the local time of an image (ISO 8601); each quarter of the day should be there."""
    dataset_name_pattern: Pattern = Field(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,159}", json_schema_extra=_COLLECT)
    """Regular expression that the whole name of each image matches. That there is a rule is the guide's."""
    dataset_group_tags: Tags = Field(("lot", "serial", "board"), json_schema_extra=_COLLECT)
    """Images with the same value of any of these stay on one side of a split."""
    dataset_group_pattern: Pattern = Field("", json_schema_extra=_OURS)
    """Regular expression searched in names; images with the same match, or first bracket, stay together."""
    dataset_alike: Annotated[float, Field(gt=0.5, lt=1)] = Field(0.998, json_schema_extra=_OURS)
    """From which likeness on (1 is the same picture) two images count as one capture. See docs/dataset-versions.md."""

    dataset_vault_share: Share = Field(0.2, json_schema_extra=_COLLECT)
    """Share of images that only an evaluation sees."""
    dataset_train_share: Share = Field(0.70, json_schema_extra=_TRAIN)
    """Share of the rest to train on."""
    dataset_validation_share: Share = Field(0.15, json_schema_extra=_TRAIN)
    """Share of the rest to choose by; what is left over is the test part."""
    dataset_validation_uses: Count = Field(20, json_schema_extra=_OURS)
    """Decisions by the validation part of a version after which it warns. That they are few is the guide's."""
    dataset_vault_uses: Count = Field(5, json_schema_extra=_OURS)
    """Openings of the vault of a version after which it warns."""
