"""Figures of short interest against a computation by hand; what is unknown stays unknown."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.short_interest.figures import MemberFigures, member_figures, settled_columns
from r2k_tui.model.index.short_interest import REVISED, SPLIT, SqueezeRule
from tests.cases import cases
from tests.fakes.settlements import NAN, Line, settlement

RULE = SqueezeRule(0.2, 5.0)
YES, NO, UNKNOWN = 1, 0, -1
BEFORE = settlement("2025-08-15", ("AAA", 100.0, NAN, 2.0, 0), ("BBB", 55.0, NAN, 2.0, 0))


def figures(
    *lines: Line, floats: float = NAN, outstanding: float = 1000.0, above: int = YES, rule: SqueezeRule = RULE
) -> MemberFigures:
    """Of members AAA, BBB, CCC and so on, as many as there are lines, and one that is in no file."""
    symbols = [*(line[0] for line in lines), "ZZZ"]
    settled = settled_columns((settlement("2025-08-29", *lines), BEFORE), symbols)
    n = len(symbols)
    return member_figures(settled, np.full(n, floats), np.full(n, outstanding), np.full(n, above, dtype=np.int8), rule)


def test_fractions_of_the_float_and_else_of_the_shares_outstanding() -> None:
    of_float = figures(("AAA", 250.0, 200.0, 6.0, 0), floats=500.0)
    assert of_float.fraction[0] == of_float.of_float[0] == 0.5
    of_all = figures(("AAA", 250.0, 200.0, 6.0, 0))
    assert of_all.fraction[0] == 0.25 and np.isnan(of_all.of_float[0])
    neither = figures(("AAA", 250.0, 200.0, 6.0, 0), outstanding=NAN)
    assert np.isnan(neither.fraction[0]) and neither.squeeze[0] == UNKNOWN
    assert np.isnan(of_float.fraction[1]) and np.isnan(of_float.settled.shares[1])


def test_more_shares_than_a_company_can_have_short_is_no_fraction() -> None:
    found = figures(("AAA", 3001.0, 200.0, 6.0, 0), ("BBB", 2999.0, 200.0, 6.0, 0))
    assert np.isnan(found.fraction[0]) and found.fraction[1] == pytest.approx(2.999)
    assert np.isnan(figures(("AAA", 1.0, 1.0, 1.0, 0), outstanding=0.0).fraction[0])


def test_change_is_against_the_newest_file_s_own_figure() -> None:
    found = figures(("AAA", 120.0, 80.0, 6.0, 0), ("BBB", 110.0, 55.0, 6.0, 0))
    assert found.change[:2] == pytest.approx([0.5, 1.0])
    # The file of the settlement before said 100 for AAA.
    assert found.settled.restated.tolist() == [True, False, False]


def test_the_kept_settlement_stands_in_for_a_missing_one() -> None:
    found = figures(("AAA", 150.0, NAN, 6.0, 0), ("CCC", 150.0, NAN, 6.0, 0))
    assert found.change[0] == pytest.approx(0.5) and np.isnan(found.change[1])


def test_after_a_split_and_from_zero_the_change_is_unknown() -> None:
    found = figures(("AAA", 400.0, 100.0, 6.0, SPLIT | REVISED), ("BBB", 400.0, 0.0, 6.0, REVISED))
    assert np.isnan(found.change[:2]).all()
    assert found.settled.split.tolist() == [True, False, False]
    assert found.settled.revised.tolist() == [True, True, False]
    assert not found.settled.restated.any() or found.settled.restated.tolist() == [False, True, False]


@cases(
    ("shares", "cover", "above", "squeeze"),
    [
        (200.0, 5.0, YES, YES),
        (199.0, 5.0, YES, NO),
        (200.0, 4.99, YES, NO),
        (200.0, 5.0, NO, NO),
        (200.0, 5.0, UNKNOWN, UNKNOWN),
        (200.0, NAN, YES, UNKNOWN),
        # One figure that fails settles it, whatever the others are.
        (199.0, NAN, UNKNOWN, NO),
        (200.0, NAN, NO, NO),
    ],
)
def test_the_squeeze_list(shares: float, cover: float, above: int, squeeze: int) -> None:
    assert figures(("AAA", shares, 1.0, cover, 0), above=above).squeeze.tolist()[0] == squeeze
    assert figures(("AAA", shares, 1.0, cover, 0), above=above).squeeze.tolist()[1] in (UNKNOWN, NO)


def test_thresholds_are_those_of_the_settings() -> None:
    assert figures(("AAA", 60.0, 1.0, 1.0, 0), rule=SqueezeRule(0.05, 1.0)).squeeze[0] == YES


def test_without_any_settlement_everything_is_unknown() -> None:
    settled = settled_columns((), ("AAA", "BBB"))
    assert np.isnan(settled.shares).all() and not settled.split.any()
    empty = settled_columns((settlement("2025-08-29"),), ("AAA",))
    assert np.isnan(empty.shares).all() and not empty.split.any()
