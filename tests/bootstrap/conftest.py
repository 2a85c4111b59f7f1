import pytest

from inspector_app.boards import demo_products, render_golden


@pytest.fixture(scope="session")
def golden_image():
    """A golden of a demo product; which one does not matter."""
    return render_golden(demo_products()[0], 0)
