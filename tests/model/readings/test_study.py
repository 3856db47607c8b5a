"""An interval that holds nothing says nothing."""

from __future__ import annotations

from r2k_tui.model.readings.study import no_difference
from tests.cases import cases


@cases(
    ("interval", "says_nothing"),
    [
        ((-0.1, 0.2), True),
        ((0.0, 0.2), True),
        ((-0.2, 0.0), True),
        ((0.01, 0.2), False),
        ((-0.2, -0.01), False),
        (None, False),
    ],
)
def test_an_interval_of_a_difference(interval: tuple[float, float] | None, says_nothing: bool) -> None:
    assert no_difference(interval) is says_nothing
