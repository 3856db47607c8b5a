"""Drawdowns, dated stress, and position size."""

from __future__ import annotations

from r2k_tui.model.market.tick import price_words
from r2k_tui.model.readings.risk import Fall, PositionSize, RiskStudy, SizeRule, StressEpisode, StressOutcome
from r2k_tui.ui.drawing.entries import Entry, joined, plain
from r2k_tui.ui.drawing.lines import BLANK, Line, Run
from r2k_tui.ui.drawing.numbers import MISSING, percent, price, right

_ROOMY = 66


def fall_lines(study: RiskStudy, width: int) -> list[Line]:
    """Date, depth and days of each drawdown; an open one is marked."""
    if not study.drawdowns:
        return [((" no drawdown yet", "dim"),)]
    lengths = f"{'down':>6}{'back':>6}" if width >= _ROOMY - 10 else ""
    head = f" {'':<3}{'depth':>7}  {'peak':<11}{'trough':<11}{'back':<11}{lengths}"
    note = f" closes, px, {study.first_day} to {study.last_day}; lengths in sessions"
    return [((head, "dim"),), *(_fall(fall, bool(lengths)) for fall in study.drawdowns), ((note, "dim"),)]


def _fall(fall: Fall, lengths: bool) -> Line:
    open_ = fall.recovered is None
    back = MISSING if fall.recovery_sessions is None else str(fall.recovery_sessions)
    runs: list[Run] = [
        (f"{'▸' if open_ else ' '}{fall.place:<3}", "warn" if open_ else "dim"),
        (f"{percent(fall.depth, 1):>7}  ", "down"),
        (f"{fall.peak:<11}{fall.trough:<11}", "text"),
        (f"{fall.recovered or 'open':<11}", "warn" if open_ else "text"),
    ]
    if lengths:
        runs.append((f"{fall.fall_sessions:>6}{back:>6}", "dim"))
    return tuple(runs)


def stress_lines(study: RiskStudy) -> list[Line]:
    """Returns of the index and its fund in each episode; an episode outside the data says so."""
    if not study.episodes:
        return [((" the data end before the first episode", "dim"),)]
    lines: list[Line] = [((f" {'':<18}{'':<5}{'fall':>7}  {'worst day':<11}{'':>7}", "dim"),)]
    for episode in study.episodes:
        lines += _episode(episode)
    return [*lines, ((" highest to lowest close within the episode's dates, px", "dim"),)]


def _episode(episode: StressEpisode) -> list[Line]:
    names = (episode.name, *[""] * len(episode.outcomes))
    lines: list[Line] = []
    for name, outcome in zip(names, episode.outcomes, strict=False):
        lines.append(((f" {name:<18}", "text"), (f"{outcome.symbol:<5}", "dim"), *_outcome(outcome)))
        if outcome.note:
            lines.append(((f" {'':<18}{outcome.note}: in part", "dim"),))
    return lines


def _outcome(outcome: StressOutcome) -> Line:
    if outcome.ret is None:
        return ((f"{MISSING:>7}  {outcome.reason}", "dim"),)
    return (
        (f"{percent(outcome.ret, 1):>7}  ", "down"),
        (f"{outcome.worst_day or MISSING:<11}", "dim"),
        (f"{percent(outcome.worst_ret, 1):>7}", "down"),
    )


def size_entries(size: PositionSize) -> list[Entry]:
    """The position size that each rule allows, with its derivation."""
    cost = f"{price_words(size.price)} ({size.price_as_of})" if size.price is not None else MISSING
    head: Line = (
        (f" {size.symbol}", "bright"),
        (f" at {cost}, capital {price(size.capital)} {size.currency}", "dim"),
    )
    converted = [((f" {size.converted}", "dim"),)] if size.converted else []
    names: Line = ((f" {'':<17}{'budget':>7}{'risk':>7}{'share':>6}{'shares':>8}{'value':>10}", "dim"),)
    rules = [entry for rule in size.rules for entry in _rule(rule, size)]
    foot = [BLANK, ((" share = budget / risk, at most the limit: see [risk]", "dim"),)]
    return [*plain([head, *converted, names]), *rules, *plain(foot)]


def _rule(rule: SizeRule, size: PositionSize) -> list[Entry]:
    shares = MISSING if rule.shares is None else f"{rule.shares:,}"
    value = MISSING if rule.value is None else f"{rule.value:,.0f}"
    line = joined(
        (f" {rule.rule:<17}", "text", ""),
        (f"{percent(rule.budget, 1, sign=False):>7}", "dim", ""),
        (f"{percent(rule.risk, 1, sign=False):>7}", "text", rule.key),
        (f"{percent(rule.fraction, 0, sign=False):>6}", "bright", ""),
        (right(shares, 8), "bright", ""),
        (right(value, 10), "dim", ""),
    )
    capped = rule.wanted is not None and rule.fraction is not None and rule.wanted > rule.fraction
    unlimited = f"{percent(rule.wanted, 0, sign=False)} without the limit of {size.limit:.0%}" if capped else ""
    why = rule.reason or unlimited
    return [line, *(plain([((f"   {why}", "dim"),)]) if why else [])]
