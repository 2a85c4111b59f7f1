"""Order of writing. Hebrew letters stand for all that runs from the right."""

import pytest

from inspector_app.reports.bidi import levels_of, visual_order


def _seen(text):
    """The characters from left to right as they would be seen."""
    return "".join(visual_order(list(zip(text, levels_of(text), strict=True))))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", ""),
        ("abc 12", "abc 12"),
        ("אבג", "גבא"),
        ("a אב b", "a בא b"),
        ("אב גד", "דג בא"),
        ("אב (no. 3)", "בא (no. 3)"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב 34-56", "34-56 בא"),
        ("אב 5%", "5% בא"),
        ("no 12 אב", "no 12 בא"),
        ("a · אב · גד · b", "a · דג · בא · b"),
    ],
)
def test_lines_read_as_they_should(text, seen):
    assert _seen(text) == seen


def test_marks_stay_with_their_letters():
    assert levels_of("a\u0301אָ") == [0, 0, 1, 1]
