"""How figures are written."""

import pytest

from inspector_app.quality.percentiles import percentile
from inspector_app.quality.rates import Rate
from inspector_app.reports import figures


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "n/a"),
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.93612, "93.6 %"),
        (0.9999, "> 99.9 %"),
        (0.0001, "< 0.1 %"),
        (0.0006, "0.1 %"),
        (1.25, "125.0 %"),
    ],
)
def test_percent(share, text):
    assert figures.percent(share).replace("\u00a0", " ") == text


def test_a_rate_has_its_n_and_interval():
    value, of, interval = figures.rate_row(Rate(1099, 1174))
    assert (value, of) == ("93.6\u00a0%", "1,099 of 1,174")
    assert interval == "92.1 to 94.9\u00a0%"


def test_a_rate_of_nothing_and_no_rate():
    assert figures.rate_row(Rate(0, 0)) == ("n/a", "n = 0", "n/a")
    assert figures.rate_row(None) == ("n/a", "n/a", "n/a")


def test_the_rest():
    assert (figures.count(None), figures.count(50_000)) == ("n/a", "50,000")
    assert (figures.per_million(None), figures.per_million(4533.3)) == ("n/a", "4,533")
    assert figures.milliseconds(percentile([], 99)) == "n/a"
    assert figures.milliseconds(percentile([12.0] * 2000, 99)) == "12.0 ms (n = 2,000)"
