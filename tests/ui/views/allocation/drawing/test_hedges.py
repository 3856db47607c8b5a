"""The lines of the hedges: size, short position, contracts; what is missing is said."""

from __future__ import annotations

from r2k_tui.model.hedging import FutureContracts, FuturesHedge, FuturesHedgeRow, Hedge
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.allocation.drawing.hedges import futures_lines, hedge_lines

FOUND = FuturesHedge(
    (
        FuturesHedgeRow(
            "beta 0.85 to IWM",
            425_000.0,
            (
                FutureContracts("RTYZ26", 50.0, 125_000.0, 3, 375_000.0, 50_000.0),
                FutureContracts("M2KZ26", 5.0, 12_500.0, -34, -425_000.0, -100.0),
            ),
        ),
    ),
    capital=500_000.0,
    capital_from="the holdings",
    symbol="RTY=F",
    price=2500.0,
    as_of="2026-11-25 10:42",
    source="invented",
    days_to_expiry=22.9,
    note="roll week: the next contract is H27",
)


def text(lines: list[Line]) -> list[str]:
    return ["".join(run for run, _ in line) for line in lines]


def test_beta_is_a_ratio_and_takes_only_a_short_position() -> None:
    rows = (Hedge("volatility", 0.2, 0.1, 0.5, "IWM", None), Hedge("beta", 0.85, 0.0, None, "IWM", 0.85))
    head, first, second = text(hedge_lines(rows))
    assert head.split() == ["to", "reach", "now", "size", "or", "short"]
    assert first.split() == ["volatility", "10.0%", "20.0%", "50.0%", "cannot", "of", "IWM"]
    assert second.split() == ["beta", "0.00", "0.85", "–", "85.0%", "of", "IWM"]


def test_contracts_what_stays_unhedged_and_the_price_behind_them() -> None:
    lines = text(futures_lines(FOUND, 60))
    assert lines[1] == " beta 0.85 to IWM: 425,000.00 USD"
    assert lines[2].split() == ["RTYZ26", "at", "125,000", "3", "375,000", "50,000"]
    assert lines[3].split() == ["M2KZ26", "at", "12,500", "-34", "-425,000", "-100"]
    foot = " ".join(line.strip() for line in lines[4:])
    assert foot == (
        "RTY=F 2,500.00 of 2026-11-25 10:42 New York, invented, 23 days to expiry; of 500,000.00 USD, the holdings; "
        "roll week: the next contract is H27"
    )
    assert max(len(line) for line in lines) <= 60


def test_without_contracts_the_reason() -> None:
    assert text(futures_lines(FuturesHedge(reason="no quote of RTY=F: nobody has it"), 30)) == [
        " no contracts: no quote of",
        " RTY=F: nobody has it",
    ]
