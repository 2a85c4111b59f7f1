import pytest

from inspector_app.domain.catalogue import Severity, severity_of


@pytest.mark.parametrize(
    ("code", "said", "counts"),
    [
        ("dent", {}, Severity.CRITICAL),
        ("dent", {"dent": Severity.MINOR}, Severity.MINOR),
        ("pinhole", {}, Severity.MINOR),
        ("pinhole", {"pinhole": Severity.CRITICAL}, Severity.CRITICAL),
    ],
    ids=["nobody said", "the plant said", "a board's own", "the plant said more"],
)
def test_what_the_plant_says_counts_then_a_boards_own_and_else_it_is_critical(code, said, counts):
    assert severity_of(code, said) is counts
