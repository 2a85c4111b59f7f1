"""A home with a real little package, a key and a recipe, to release in."""

from __future__ import annotations

import numpy as np

from inspector_app.bootstrap.key_making import new_key
from inspector_app.bootstrap.releasing import ReleaseDesk, Who
from inspector_app.detectors import OpenVinoNetwork
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import ClassRule, Mode, Recipe, ViewSetup
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.inspection.recipes import save_recipe
from inspector_app.model_packages.card import PLANES, CardInput
from inspector_app.model_packages.writing import seal_package
from inspector_app.release.gates import MachineFigures
from inspector_app.settings.station import Settings
from tests.detectors.test_openvino_network import CLASSES, save_network
from tests.model_packages.test_package import fields
from tests.release.samples import figures

LINE = "castings"
WHO = Who("E. Engineer", "better on thin cracks")
GOOD = MachineFigures("this CPU", None, 5.0, 20.0, 500.0)


def put_model(home, name="m", threshold=0.5, **changes):
    """A package that passes every gate and was validated on the line, but for what is said otherwise."""
    work = home.path / "work"
    work.mkdir()
    network = OpenVinoNetwork(save_network(work / "model.xml"), CLASSES)
    write_golden_answers(work / "golden", [np.zeros((32, 32, 3), np.uint8)], network)
    thresholds = {code: {"threshold": threshold, "review_from": 0.3} for code in CLASSES}
    given = {
        "name": name,
        "input": CardInput(width=32, height=32, channels=PLANES),
        "thresholds": thresholds,
        "figures": {"int8": figures(), "fp32": figures(), "machine": "this CPU"},
        "dataset": {"kind": "castings", "vault": {"images": 500}},
        "validated_on": (LINE,),
        **changes,
    }
    return seal_package(work, home.models / name, fields(**given))


def put_recipe(home, golden, name="cast", model="m", mode=Mode.AUTO_REJECT, product=LINE, tolerance_mm=1.0):
    rule = ClassRule(threshold=0.6, review_from=0.2, tolerance_mm=tolerance_mm, severity=Severity.CRITICAL)
    minor = rule.model_copy(update={"severity": Severity.MINOR})
    recipe = Recipe(
        name=name,
        version=1,
        product=product,
        model=model,
        views=(ViewSetup(name="top", golden="top.png", mm_per_px=0.02),),
        classes={"open": rule, "short": minor},
        mode=mode,
    )
    save_recipe(home.recipes / name, recipe, {"top": golden})
    return recipe


def make_desk(home, measured=GOOD):
    return ReleaseDesk(home, Settings(release_shadow_parts=3), measure=lambda package, home, loaded: measured)


def make_key(home):
    return new_key(home, "Admin", None).key


def release(desk, model="m", line=LINE, waiver=None, recipes=()):
    package, readiness = desk.examine(model, line, waiver)
    return desk.release(package, line, readiness, WHO, recipes)
