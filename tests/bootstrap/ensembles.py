"""Real packages to make ensembles of: the shipped one, and another network under the same classes."""

import json
import shutil

import numpy as np
import openvino as ov
from openvino import opset13 as ops

from inspector_app.model_packages.card import Card
from inspector_app.model_packages.package import CARD
from inspector_app.model_packages.shelf import SHIPPED
from inspector_app.model_packages.writing import seal_package

SHIPPED_MODEL = "board-defects"


def put_twin(home, name="twin", *, turned=False, renamed=False, **changes):
    """The shipped network in floating point where INT8 is expected: other answers, though not by much.

    turned: its classes in the opposite order. renamed: golden answers call them by the new names as well.
    """
    work = home.path / f"making-{name}"
    shutil.copytree(SHIPPED / SHIPPED_MODEL, work)
    for end in ("xml", "bin"):
        shutil.copyfile(work / f"reference.{end}", work / f"model.{end}")
    if turned:
        _turn(work)
    card = Card.model_validate_json((work / CARD).read_bytes())
    (work / CARD).unlink()
    if turned:
        changes["classes"] = card.classes[::-1]
    if renamed:
        _rename(work / "golden" / "answers.json", card.classes, changes["classes"])
    fields = {**json.loads(card.model_dump_json(exclude={"files", "signature"})), "name": name, **changes}
    return seal_package(work, home.models / name, fields)


def _turn(work):
    """What the network says of its classes, the other way round."""
    model = ov.Core().read_model(work / "model.xml")
    rows = np.array([0, 1, 2, 3, *range(model.output(0).shape[1] - 1, 3, -1)])
    (result,) = model.get_results()
    turned = ops.gather(result.input_value(0), rows, np.array(1))
    ov.save_model(ov.Model([turned], model.get_parameters()), work / "turned.xml")
    for end in ("xml", "bin"):
        (work / f"turned.{end}").replace(work / f"model.{end}")


def _rename(answers, before, now):
    text = answers.read_text("utf-8")
    for code, other in zip(before, now, strict=True):
        text = text.replace(f'"{code}"', f'"{other}"')
    answers.write_text(text, "utf-8")
