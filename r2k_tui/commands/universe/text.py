"""`r2k universe` as text."""

from __future__ import annotations

from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.market.universe import Mover, Summary, Universe, Valuation
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import MISSING, percent

_MOVERS, _SESSIONS, _PROBLEMS = 8, 20, 12


def print_universe(snapshot: Snapshot, universe: Universe | None, what: str, problems: list[Problem]) -> None:
    """Print the constituents: everything, only the movers, or breadth by session."""
    tag = "  SIMULATED" if snapshot.facts.simulated else ""
    summary = universe.summary if universe is not None else None
    if universe is not None and summary is not None:
        day = summary.as_of or MISSING
        print(f"{snapshot.facts.name}{tag}  {summary.fund} as listed on {summary.holdings_as_of}, as of {day}")
        print(f"{summary.members:,} members, {summary.priced:,} priced, {summary.coverage:.1%} of the weight")
        if what != "movers":
            _print_breadth(summary)
        if what == "breadth":
            _print_history(universe)
        if what == "show":
            _print_sectors(summary)
            _print_valuation(summary)
        if what != "breadth":
            _print_movers(summary)
    for caveat in summary.caveats if summary is not None else ():
        print(f"* {caveat}")
    for problem in problems[:_PROBLEMS]:
        print(f"! {problem.symbol or '-'}: {problem.message}")
    if len(problems) > _PROBLEMS:
        print(f"! and {len(problems) - _PROBLEMS} more; --json lists them")


def _print_breadth(summary: Summary) -> None:
    breadth = summary.breadth
    highs, lows = (MISSING if v is None else str(v) for v in (breadth.new_highs_52w, breadth.new_lows_52w))
    up, down, same = (MISSING if v is None else str(v) for v in summary.moved())
    print(f"advancers {up}  decliners {down}  unchanged {same}")
    print(
        f"above 50d {percent(breadth.above_50d, 1, sign=False)} of {breadth.n_50d}  "
        f"above 200d {percent(breadth.above_200d, 1, sign=False)} of {breadth.n_200d}"
    )
    print(f"new 52-week highs {highs}  lows {lows}  of {breadth.n_52w}")
    print(f"cap-weighted {percent(summary.cap_weighted)}  equal-weighted {percent(summary.equal_weighted)}")
    if (carriers := summary.carriers) is not None and carriers.count is not None:
        print(
            f"the whole move of {percent(carriers.move)} comes from {plural(carriers.count, 'member')}; "
            f"{percent(carriers.top_8)} from the eight largest"
        )


def _print_sectors(summary: Summary) -> None:
    print(f"{'sector':<26}{'weight':>8}{'1 day':>9}{'contrib':>9}{'members':>9}{'priced':>8}")
    for row in summary.sectors:
        print(
            f"{row.sector:<26}{percent(row.weight, 1, sign=False):>8}{percent(row.ret_1d):>9}"
            f"{percent(row.contribution, 3):>9}{row.members:>9}{row.priced:>8}"
        )


def _print_movers(summary: Summary) -> None:
    tables = (
        ("up", summary.up),
        ("down", summary.down),
        ("adding most", summary.contributors),
        ("taking most", summary.detractors),
    )
    for title, movers in tables:
        print(f"{title:<44}{'weight':>8}{'price':>11}{'1 day':>10}{'contrib':>10}")
        for mover in movers[:_MOVERS]:
            print(_line(mover))


def _line(mover: Mover) -> str:
    return (
        f"  {mover.symbol:<7}{mover.name[:34]:<35}{percent(mover.weight, 2, sign=False):>8}"
        f"{price_words(mover.price):>11}"
        f"{percent(mover.ret_1d):>10}{percent(mover.contribution, 3):>10}"
    )


def _print_valuation(summary: Summary) -> None:
    for valuation in (summary.valuation, summary.large_valuation):
        if valuation is not None:
            print(_valuation(valuation))


def _valuation(valuation: Valuation) -> str:
    whole, earning = (MISSING if v is None else f"{v:.1f}" for v in (valuation.with_losses, valuation.without_losses))
    return (
        f"{valuation.fund} forward P/E {whole} with loss-makers ({valuation.coverage:.0%} of the weight), {earning} "
        f"without ({valuation.coverage_without_losses:.0%}); proxy, bottom-up; earnings growth "
        f"{percent(valuation.earnings_growth, 1)} ({valuation.growth_coverage:.0%})"
    )


def _print_history(universe: Universe) -> None:
    history = universe.history
    names = ("above_50d", "above_200d", "advancers", "decliners", "new_highs", "new_lows")
    print(f"{'day':<12}{'>50d':>8}{'>200d':>8}{'up':>7}{'down':>7}{'highs':>7}{'lows':>7}")
    days, columns = memoryview(history.day).cast("q"), [memoryview(getattr(history, n)).cast("d") for n in names]
    for i in range(max(0, len(days) - _SESSIONS), len(days)):
        shares = "".join(f"{_share(column[i]):>8}" for column in columns[:2])
        counts = "".join(f"{_count(column[i]):>7}" for column in columns[2:])
        print(f"{day_of_bar(days[i] * 86400).isoformat():<12}{shares}{counts}")


def _share(value: float) -> str:
    return MISSING if value != value else percent(value, 1, sign=False)


def _count(value: float) -> str:
    return MISSING if value != value else f"{value:.0f}"
