"""Ranks, breakpoint, band and candidates against a hand computation, ties included."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.membership.ranks import Company, Edges, TooFewCompanies, ranks
from r2k_tui.model.index.ranks import RankedMember, Ranks
from tests.analytics.membership.forty import BILLION, STEPS, companies
from tests.cases import cases

EDGES = Edges(at=20, band=0.025, bottom=38)


@pytest.fixture(scope="module")
def forty() -> Ranks:
    return ranks(companies(), "S", "L", EDGES)


def shown(rows: tuple[RankedMember, ...]) -> list[tuple[str, float]]:
    return [(row.symbol, pytest.approx(row.distance)) for row in rows]  # type: ignore[misc]


def test_ranks_and_percentiles_are_those_of_the_hand_computation(forty: Ranks) -> None:
    expected: list[tuple[int, float]] = []
    for count, _, cumulative in STEPS:
        expected += [(len(expected) + 1, cumulative / 1000)] * count
    assert [row.rank for row in forty.members] == [rank for rank, _ in expected]
    assert [row.percentile for row in forty.members] == pytest.approx([percentile for _, percentile in expected])


def test_equal_caps_share_rank_and_percentile_in_the_order_of_their_symbols(forty: Ranks) -> None:
    tied = [row for row in forty.members if row.rank == 17]
    assert [row.symbol for row in tied] == ["L18", "L19", "S17"]
    assert {row.percentile for row in tied} == {0.849}


def test_breakpoint_and_band(forty: Ranks) -> None:
    assert (forty.breakpoint, forty.percentile) == (13 * BILLION, pytest.approx(0.862))
    assert (forty.upper, forty.lower) == (20 * BILLION, 10 * BILLION)
    assert (forty.floor, forty.floor_basis) == (4 * BILLION, "cap of rank 38")


def test_candidates_with_their_distance_from_the_edge(forty: Ranks) -> None:
    assert shown(forty.candidates("up")) == [("S09", 0.25), ("S13", 0.0)]
    assert shown(forty.candidates("down")) == [("L25", -0.2), ("L23", 0.0)]
    assert shown(forty.candidates("leave")) == [("S39", -0.25), ("S40", -0.25)]


def test_those_short_of_an_edge_are_near_within_ten_percent(forty: Ranks) -> None:
    assert shown(forty.near("up")) == []
    assert shown(forty.near("down")) == [("L22", 0.1)]
    assert shown(forty.near("leave")) == [("S38", 0.0)]
    closer = [row._replace(cap=18.0 * BILLION) if row.symbol == "S17" else row for row in companies()]
    # Of 1,003 the breakpoint is at 865 and S17 at 822: within a band of 0.05 (0.812 to 0.912), which 804 is not.
    assert shown(ranks(closer, "S", "L", EDGES._replace(band=0.05)).near("up")) == [("S17", -0.1)]


def test_within_the_band_everybody_stays(forty: Ranks) -> None:
    moves = {row.symbol: row.move for row in forty.members}
    assert (moves["S17"], moves["L20"], moves["S21"]) == ("", "", "")
    assert moves["S24"] == "", "already in the small fund"
    assert moves["L10"] == ""


@cases(
    ("band", "upper", "lower"),
    [
        (0.013, 20, 11),
        (0.0129, 15, 11),
        (0.012, 15, 11),
        (0.0119, 15, 12),
        (0.023, 20, 10),
        (0.0231, 20, 10),
        (0.5, None, None),
    ],
)
def test_a_company_exactly_on_the_edge_of_the_band_stays(band: float, upper: int | None, lower: int | None) -> None:
    """0.862 less 0.013 is the percentile of the caps of 15, and 0.862 with 0.012 or 0.023 those of 12 and 11."""
    found = ranks(companies(), "S", "L", EDGES._replace(band=band))
    assert (found.upper, found.lower) == tuple(None if edge is None else edge * BILLION for edge in (upper, lower))


def test_a_breakpoint_among_equal_caps_is_their_cap() -> None:
    for at in (17, 18, 19):
        found = ranks(companies(), "S", "L", EDGES._replace(at=at))
        assert (found.breakpoint, found.percentile) == (15 * BILLION, pytest.approx(0.849))


def test_equal_caps_at_the_bottom_stay_together() -> None:
    found = ranks(companies(), "S", "L", EDGES._replace(bottom=39))
    assert found.floor == 3 * BILLION and found.candidates("leave") == ()


def test_with_fewer_companies_than_the_bottom_the_given_floor_counts_or_nobody_leaves() -> None:
    edges = Edges(20, 0.025, 3000, 4.5 * BILLION, "floor of June 2024")
    found = ranks(companies(), "S", "L", edges)
    assert [row.symbol for row in found.candidates("leave")] == ["S39", "S40", "S38"]
    assert found.floor_basis == "floor of June 2024"
    unknown = ranks(companies(), "S", "L", edges._replace(floor=None))
    assert unknown.candidates("leave") == () and unknown.floor_basis == ""
    assert any("who leaves at the bottom is not known" in caveat for caveat in unknown.caveats)


def test_members_without_a_cap_are_named_and_not_ranked() -> None:
    bad = [
        Company(symbol, symbol, "S", cap) for symbol, cap in zip("WXYZ", (None, float("nan"), 0.0, -1.0), strict=True)
    ]
    found = ranks([*companies(), *bad], "S", "L", EDGES)
    assert found.missing == ("W", "X", "Y", "Z") and len(found.members) == 40
    assert any("4 members without a market cap" in caveat for caveat in found.caveats)
    assert found.percentile == pytest.approx(0.862), "nothing is counted as 0"


def test_share_classes_are_one_company_at_the_larger_cap() -> None:
    twins = [
        Company("TWA", "TWIN INC CLASS A", "L", 30 * BILLION),
        Company("TWB", "TWIN INC CLASS B", "L", 31 * BILLION),
    ]
    found = ranks([*companies(), *twins], "S", "L", EDGES)
    (twin,) = [row for row in found.members if row.symbol.startswith("TW")]
    assert (twin.symbol, twin.cap, twin.rank) == ("TWA", 31 * BILLION, 9)
    assert any("1 further share class counted" in caveat for caveat in found.caveats)


def test_too_few_companies_have_no_breakpoint() -> None:
    with pytest.raises(TooFewCompanies, match="40 companies with a market cap, and the breakpoint is the 1,000th"):
        ranks(companies(), "S", "L", Edges())


@given(st.lists(st.floats(1e6, 1e12), min_size=2, max_size=60))
def test_percentiles_are_the_exact_sums_over_the_whole(caps: list[float]) -> None:
    stocks = [Company(f"C{place:02d}", f"Company {place}", "IWM", cap) for place, cap in enumerate(caps)]
    found = ranks(stocks, "IWM", "IWB", Edges(at=1, bottom=1)).members
    ordered = sorted(caps, reverse=True)
    for row in found:
        last = len(ordered) - ordered[::-1].index(row.cap)
        assert row.percentile == pytest.approx(fsum(ordered[:last]) / fsum(caps), rel=1e-15)
    assert found[-1].percentile == 1.0
