"""Portfolios on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.portfolio import OptimalPortfolio, SampleFigures, SampleGap
from tests.cases import cases
from tests.fakes.still_allocation import STUDY


@cases("name", ["min_vol", "equal", "own"])
def test_a_portfolio_survives_the_wire_with_all_that_belongs_to_it(name: str) -> None:
    found = STUDY.portfolios[name]
    assert found is not None and found.evidence and found.versus
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=OptimalPortfolio) == found
    assert msgspec.json.decode(msgspec.json.encode(found), type=OptimalPortfolio) == found


def test_figures_written_before_turnover_was_one_of_them_are_still_read() -> None:
    old = {
        "first": "a",
        "last": "b",
        "n_returns": 2,
        "ret": 0.1,
        "vol": 0.2,
        "sharpe": 0.5,
        "cvar95": 0.0,
        "maxdd": 0.0,
    }
    assert msgspec.convert(old, SampleFigures).turnover is None


def test_a_gap_has_the_measures_of_a_sample() -> None:
    assert set(SampleGap.__struct_fields__) == set(SampleFigures.__struct_fields__) - {
        "first",
        "last",
        "n_returns",
        "how",
    }
