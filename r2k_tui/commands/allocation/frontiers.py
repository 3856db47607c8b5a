"""The sections of `r2k allocate` about the resampled frontier and the tilt frontier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from r2k_tui.commands.allocation.shared import number_rows
from r2k_tui.model.allocation.frontier import RankedPortfolio, ResampledFrontier, is_equivalent
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.tilt import TiltFrontier
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.portfolios import ResampledFrontierReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.ui.drawing.lines import wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, rounded

_WIDTH = 80


def resampled_of(replies: Iterable[Reply]) -> ResampledFrontier | None:
    """The resampled frontier, if there is a reply with it."""
    return next((reply.frontier for reply in replies if isinstance(reply, ResampledFrontierReply)), None)


def problems_of(replies: Iterable[Reply]) -> tuple[Problem, ...]:
    """The problems of the resampled frontier, and why there is none."""
    found: list[Problem] = []
    for reply in replies:
        if isinstance(reply, ResampledFrontierReply):
            found += reply.frontier.problems
        elif isinstance(reply, Failure):
            found.append(Problem("", reply.kind, f"resampled frontier: {reply.message}"))
    return tuple(found)


def as_json(resampled: ResampledFrontier | None, study: AllocationStudy) -> dict[str, Any] | None:
    """The resampled frontier for the JSON report; `equivalent` says which portfolios are inside the region."""
    if resampled is None:
        return None
    whole: dict[str, Any] = msgspec.to_builtins(resampled)
    for name in ("type", "problems", "source", "currency"):
        whole.pop(name, None)
    return {**whole, "equivalent": _equivalent(resampled, study)}


def _equivalent(resampled: ResampledFrontier, study: AllocationStudy) -> dict[str, bool]:
    return {
        name: is_equivalent(resampled.region, portfolio.vol, portfolio.ret)
        for name, portfolio in study.portfolios.items()
        if portfolio is not None
    }


def print_resampled(found: ResampledFrontier, study: AllocationStudy) -> None:
    """Print the first, the middle and the last rank with their bands, and which portfolios are in the region."""
    print(f"\nresampled frontier: {found.draws} samples, seed {found.seed}, {len(found.points)} ranks")
    _print_wrapped(found.how)
    shown = [found.points[place] for place in (0, len(found.points) // 2, -1)]
    symbols = [symbol for symbol in shown[0].weights if any(point.high[symbol] > 0 for point in shown)]
    number_rows(
        [
            ("mean (5-95 %)", *(f"rank {point.rank}" for point in shown)),
            ("return", *(percent(point.ret) for point in shown)),
            ("volatility", *(percent(point.vol, sign=False) for point in shown)),
            *((symbol, *(_band(point, symbol) for point in shown)) for symbol in symbols),
        ]
    )
    groups = _equivalent(found, study)
    for words, inside in (("statistically equivalent, 90 %", True), ("outside that region", False)):
        names = [name for name, is_inside in groups.items() if is_inside == inside]
        _print_wrapped(f"{words}: {', '.join(names) or 'none'}")


def _band(point: RankedPortfolio, symbol: str) -> str:
    low, high = (rounded(100 * share[symbol], 1, sign=False) for share in (point.low, point.high))
    return f"{percent(point.weights[symbol], 1, sign=False)} ({low}-{high})"


def print_tilt(found: TiltFrontier | None) -> None:
    """Print the tilt against tracking error, a row for each step; why there is none where the tilt is known."""
    if found is None:
        return
    if not found.steps:
        _print_wrapped(f"no tilt frontier: {found.absent}")
        return
    mix = ", ".join(f"{symbol} {percent(share, 0, sign=False)}" for symbol, share in found.benchmark.items())
    print()
    _print_wrapped(
        f"tilt frontier: {found.small} at the least tracking error to {mix} (in sample, {found.n_returns} returns)"
    )
    heading = ("weight", "tracking error", "return", "Sharpe", "change", "CVaR 95, a day", "change")
    rows = [
        (
            percent(step.weight, 1, sign=False),
            percent(step.tracking_error, sign=False),
            percent(step.ret),
            MISSING if step.sharpe is None else f"{step.sharpe:.4f}",
            MISSING if step.marginal_sharpe is None else rounded(step.marginal_sharpe, 4),
            percent(step.cvar95, 3, sign=False),
            percent(step.marginal_cvar95, 3),
        )
        for step in found.steps
    ]
    number_rows([heading, *rows])


def _print_wrapped(text: str) -> None:
    for line in wrapped(text, _WIDTH):
        print(line)
