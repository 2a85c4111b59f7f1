"""What is known of families without the libraries that train them."""

import pytest

from inspector_app.learning.families import FAMILIES, origin


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_are_under_the_licence_of_the_library_that_their_family_is_made_of(family):
    ours = family in {"fasterrcnn", "vit"}
    assert origin(family).library == ("torchvision" if ours else "ultralytics")
    assert ("AGPL" in origin(family).licence) is not ours


def test_what_nobody_knows_is_taken_for_ultralytics():
    assert origin("of-tomorrow").licence == "AGPL-3.0-or-later"
