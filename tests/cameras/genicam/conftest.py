import pytest

from tests.cameras.genicam.producers import serials as found


@pytest.fixture(scope="session")
def serials():
    there = found()
    if not there:
        pytest.skip("the GenTL producer finds no camera")
    return there
