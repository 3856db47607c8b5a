"""The trades as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.trades import MemberDrift, SoldLot, Trade, TradePlan
from r2k_tui.ui.views.allocation.drawing.trades import (
    drift_bar,
    due_words,
    lot_words,
    share_count,
    summary,
    trade_lines,
)
from tests.cases import cases
from tests.fakes.still_allocation import STUDY
from tests.ui.views.chart.drawn import text

assert STUDY.plan is not None
PLAN = STUDY.plan


def shown(plan: TradePlan | None, width: int = 77) -> str:
    return text(trade_lines(msgspec.structs.replace(STUDY, plan=plan), width))


def table(plan: TradePlan | None, width: int = 77) -> list[str]:
    """The lines from the heads of the columns on."""
    rows = shown(plan, width).splitlines()
    return rows[next(place for place, row in enumerate(rows) if row.split()[:2] == ["shares", "price"]) :]


def test_whether_to_trade_at_all_is_said_first() -> None:
    assert shown(PLAN).startswith(" rebalancing is due: beyond the band of 5.0%: IWM +62.4%")
    calm = msgspec.structs.replace(PLAN, due=False, drift=0.012)
    assert shown(calm).startswith(" furthest from target 1.2%: within the band of 5.0%")
    assert shown(PLAN).count("rebalancing is due") == 1


def test_one_row_a_member_and_the_bar_where_there_is_room() -> None:
    rows = table(PLAN)
    assert [row.split()[0] for row in rows[1:5]] == ["IWM", "TLT", "SPY", "GLD"]
    assert rows[1].split() == ["IWM", "-84", "291.20", "-24,460.80", "+6,778.80", "74.4%", "12.0%", "···├··│··┤··▸"]
    assert rows[4].split()[1:] == ["–", "26.0%", "28.0%", "···├·●│··┤···"]
    assert max(map(len, rows)) <= 77
    assert "▸" not in shown(PLAN, 76) and "gain" in table(PLAN, 76)[0]
    assert "gain" not in table(PLAN, 58)[0] and "+12,699.51" in shown(PLAN, 58)


def test_cash_before_and_after_lots_and_gain_are_told() -> None:
    found = shown(PLAN, 120)
    for words in (
        "cash 10,000.00 before, 264.82 after; cost 29.31",
        "realized gain +6,778.80",
        "lots sold, the oldest first (for information: no tax is computed)",
        "40 of IWM#2 of 2027-04-08, over a year: cost 205.00, gain +3,448.00",
        "44 of IWM#1 of 2030-11-08, a year or less: cost 215.50, gain +3,330.80",
        "rebalancing is due: beyond the band of 5.0%: IWM +62.4%, SPY -33.0%, TLT -27.0%",
    ):
        assert words in found, words


def test_without_a_plan_or_holdings_it_says_so() -> None:
    assert "no target" in shown(None)
    assert "no holdings" in shown(TradePlan("equal"))


def test_an_unknown_gain_is_never_zero() -> None:
    sale = Trade("IWM", -5, 10.0, -50.0, lots=(SoldLot("IWM#1", 5),), shares_without_cost=5.0)
    plan = msgspec.structs.replace(PLAN, trades=(sale,), gain=None)
    assert "realized gain unknown" in summary(plan)
    assert table(plan)[1].split()[4] == "unknown"
    assert "5 of IWM#1, day of purchase unknown: cost unknown, gain unknown" in shown(plan, 120)
    part = msgspec.structs.replace(plan, gain=3.0)
    assert "realized gain +3.00, without the lots of IWM whose cost is unknown" in summary(part)


def test_words_of_a_lot_and_of_fractions() -> None:
    lot = SoldLot("IWM#1", 1.25, "2020-01-02", 100.0, -5.0, True, "IRA")
    assert lot_words(lot) == "1.25 of IWM#1 (IRA) of 2020-01-02, over a year: cost 100.00, gain -5.00"
    assert [share_count(n) for n in (1234, -0.001, 1.50, 100)] == ["+1,234", "-0.001", "+1.5", "+100"]


def test_what_is_kept_and_why_there_are_no_trades() -> None:
    none = msgspec.structs.replace(PLAN, trades=(), kept=("GLD",), due=False, to="band")
    assert summary(none)[-2:] == ["not sold, as do_not_sell says: GLD", "no trades: no member is outside the band"]
    assert "only back to the band of 5.0%" in summary(none)[0]
    assert "less than a lot or min_trade" in summary(msgspec.structs.replace(none, to="target"))[-1]
    assert due_words(none) == "furthest from target 62.4%: within the band of 5.0%"


@cases(
    ("now", "bar"),
    [
        (0.5, "···├··●··┤···"),
        (0.55, "···├··│··●···"),
        (0.45, "···●··│··┤···"),
        (0.6, "···├··│··┤··●"),
        (0.61, "···├··│··┤··▸"),
        (0.3, "◂··├··│··┤···"),
    ],
)
def test_the_bar_marks_band_target_and_share(now: float, bar: str) -> None:
    assert text([tuple(drift_bar(MemberDrift("A", now, 0.5, 0.5, False), 0.05))]).rstrip("\n") == bar


def test_a_number_of_shares_that_does_not_fit_is_shortened_and_never_cut() -> None:
    penny = Trade("PENNY", 1_234_567_890, 0.0001, 123_456.789)
    row = table(msgspec.structs.replace(PLAN, trades=(penny,)))[1]
    assert row.split()[1:4] == ["+1234.6M", "0.000100", "+123,456.79"] or row.split()[1] == "+1.2B"
    cash = msgspec.structs.replace(PLAN, members=(MemberDrift("cash", 0.3, 0.01, 0.0, True),), trades=())
    assert table(cash)[1].split()[:2] == ["cash", "-9,735.18"]
