"""Whether a portfolio is inside the statistically equivalent region."""

from __future__ import annotations

from r2k_tui.model.allocation.frontier import VolatilityColumn, is_equivalent
from tests.cases import cases

REGION = (VolatilityColumn(0.08, 0.10, 0.04), VolatilityColumn(0.10, 0.15, 0.06))


@cases(
    ("vol", "ret", "inside"),
    [
        (0.09, 0.05, True),
        (0.09, 0.039, False),
        (0.10, 0.04, True),
        (0.1001, 0.05, False),
        (0.15, 0.06, True),
        (0.08 - 1e-12, 0.04 - 1e-12, True),
        (0.15 + 1e-12, 0.06, True),
        (0.07, 0.5, False),
        (0.16, 0.5, False),
    ],
)
def test_inside_is_within_the_volatilities_and_above_the_base_of_the_column(
    vol: float, ret: float, inside: bool
) -> None:
    assert is_equivalent(REGION, vol, ret) is inside


def test_without_a_region_nothing_is_inside() -> None:
    assert not is_equivalent((), 0.1, 0.1)
