"""`r2k universe`: the constituents of the index and their aggregates."""

from __future__ import annotations

from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, number, write
from r2k_tui.commands.universe.text import print_universe
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.universe import BreadthHistory, Mover, Summary, Universe, Valuation
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetUniverse, UniverseReply

VIEWS = ("show", "movers", "breadth")
_OTHERS = ("import FILE", "calendar", "changes", "ranks", "earnings", "halts", "short", "insiders", "screen 'EXPR'")


def run(options: Options, what: str) -> int:
    """Print the constituents. Returns the exit status."""
    if what not in VIEWS:
        raise UsageError(f"universe {what}: expected one of {', '.join((*VIEWS, *_OTHERS))}")
    setup = options.setup()
    snapshot, reply = reply_once(setup, GetUniverse(settled=True))
    index = setup.config.market.index
    if not isinstance(reply, UniverseReply):
        problems = [Problem(index, reply.kind, reply.message)] if isinstance(reply, Failure) else []
        if options.json:
            write(envelope("universe", snapshot.facts, None, snapshot.as_of, problems))
        else:
            print_universe(snapshot, None, what, problems)
        return 3
    universe = reply.universe
    problems = problems_of(universe, snapshot)
    if options.json:
        as_of = universe.summary.as_of or snapshot.as_of
        write(envelope("universe", snapshot.facts, _data(universe, what, index), as_of, problems))
    else:
        print_universe(snapshot, universe, what, problems)
    if not universe.summary.priced:
        return 3
    return 1 if problems else 0


def problems_of(universe: Universe, snapshot: Snapshot) -> list[Problem]:
    """What is missing: members without a price, failing topics, figures that cannot be computed."""
    summary, problems = universe.summary, list(universe.summary.problems)
    topics = {"holdings", "universe", "members"}
    failing = [status for status in snapshot.feeds if status.topic in topics and status.failures]
    problems += [Problem("", "feed", f"{status.topic}: {status.message}") for status in failing]
    unknown = set(summary.unknown)
    prices = zip(universe.members.symbols, universe.members.column("ret_1d"), strict=True)
    for symbol, ret in prices:
        if symbol in unknown:
            problems.append(Problem(symbol, "not_found", "the source does not know this member"))
        elif ret != ret and symbol != "-":
            problems.append(Problem(symbol, "missing", "no price for this member, or no previous close"))
    problems += [Problem("-", "unlisted", f"{name} is not listed on an exchange") for name in summary.unlisted]
    if summary.valuation is None:
        problems.append(Problem(summary.fund, "absent", "valuation: no earnings estimates"))
    elif summary.large_valuation is None:
        problems.append(Problem(summary.fund, "absent", "valuation: no large fund to compare with"))
    return list(dict.fromkeys(problems))


def _data(universe: Universe, what: str, index: str) -> dict[str, Any]:
    summary = universe.summary
    breadth = summary.breadth
    advancers, decliners, unchanged = summary.moved()
    data = {
        "index": index,
        "fund": summary.fund,
        "holdings_as_of": summary.holdings_as_of,
        "members": summary.members,
        "priced": summary.priced,
        "coverage": summary.coverage,
        "breadth": {
            "above_50d": breadth.above_50d,
            "above_200d": breadth.above_200d,
            "advancers": advancers,
            "decliners": decliners,
            "new_highs_52w": breadth.new_highs_52w,
            "new_lows_52w": breadth.new_lows_52w,
            "unchanged": unchanged,
            "n_50d": breadth.n_50d,
            "n_200d": breadth.n_200d,
            "n_52w": breadth.n_52w,
        },
        "returns": {"cap_weighted": summary.cap_weighted, "equal_weighted": summary.equal_weighted},
        "sectors": [
            {
                "sector": row.sector,
                "weight": row.weight,
                "ret_1d": row.ret_1d,
                "contribution": row.contribution,
                "members": row.members,
                "priced": row.priced,
            }
            for row in summary.sectors
        ],
        "movers": {"up": [_mover(m) for m in summary.up], "down": [_mover(m) for m in summary.down]},
        "contribution": [_mover(m) for m in (*summary.contributors, *reversed(summary.detractors))],
        "carriers": _carriers(summary),
        "valuation": _valuations(summary),
        "basis": summary.basis or None,
        "caveats": list(summary.caveats),
    }
    if what == "breadth":
        data["history"] = _history(universe.history)
    return data


def _mover(mover: Mover) -> dict[str, Any]:
    return {
        "symbol": mover.symbol,
        "name": mover.name,
        "sector": mover.sector,
        "weight": mover.weight,
        "price": mover.price,
        "ret_1d": mover.ret_1d,
        "contribution": mover.contribution,
    }


def _carriers(summary: Summary) -> dict[str, Any] | None:
    carriers = summary.carriers
    if carriers is None:
        return None
    return {"move": carriers.move, "count": carriers.count, "top_8": carriers.top_8}


def _valuations(summary: Summary) -> dict[str, Any]:
    small, large = _valuation(summary.valuation), _valuation(summary.large_valuation)
    ratio = None
    if summary.valuation is not None and summary.large_valuation is not None:
        first, second = summary.valuation.without_losses, summary.large_valuation.without_losses
        ratio = first / second if first is not None and second else None
    return {"small": small, "large": large, "small_over_large": ratio, "method": "proxy, bottom-up, weighted harmonic"}


def _valuation(valuation: Valuation | None) -> dict[str, Any] | None:
    if valuation is None:
        return None
    return {
        "fund": valuation.fund,
        "holdings_as_of": valuation.holdings_as_of,
        "forward_pe": valuation.with_losses,
        "forward_pe_without_losses": valuation.without_losses,
        "coverage": valuation.coverage,
        "coverage_without_losses": valuation.coverage_without_losses,
        "earnings_growth": valuation.earnings_growth,
        "growth_coverage": valuation.growth_coverage,
    }


def _history(history: BreadthHistory) -> list[dict[str, Any]]:
    days = memoryview(history.day).cast("q")
    names = [name for name in BreadthHistory.__struct_fields__ if name != "day"]
    columns = {name: memoryview(getattr(history, name)).cast("d") for name in names}
    return [
        {"day": day_of_bar(day * 86400).isoformat(), **{name: number(column[i]) for name, column in columns.items()}}
        for i, day in enumerate(days)
    ]
