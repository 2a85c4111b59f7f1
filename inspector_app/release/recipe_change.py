"""A recipe put over to another model: its text with only what that needs changed, people's comments kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import tomlkit

from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.release.history import RecipeBefore


def put_over(text: str, model: str, thresholds: Mapping[str, tuple[float, float]], mode: Mode | None) -> str:
    """The text of a recipe.toml with another model and its thresholds, and the next version.

    thresholds: class to threshold and review_from; classes that the recipe has no rule for are left out. mode: None
    leaves it as it is.
    """
    document = cast("dict[str, Any]", tomlkit.parse(text))
    document["model"] = model
    document["version"] = int(document["version"]) + 1
    if mode is not None:
        document["mode"] = mode.value
    for code, (threshold, review_from) in thresholds.items():
        if code in document["classes"]:
            document["classes"][code]["threshold"] = threshold
            document["classes"][code]["review_from"] = review_from
    return tomlkit.dumps(document)


def before(recipe: Recipe) -> RecipeBefore:
    """What a rollback has to bring back."""
    rules = {code: (rule.threshold, rule.review_from) for code, rule in recipe.classes.items()}
    return RecipeBefore(model=recipe.model, thresholds=rules)
