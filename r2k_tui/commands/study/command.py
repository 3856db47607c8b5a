"""`r2k study`: what followed large monthly gains and zones of gauge and score, and the history of risk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, reply_once, run_once
from r2k_tui.commands.shared.options import Options, symbols_of
from r2k_tui.commands.shared.report import CommandReport, envelope, number, print_problems, write
from r2k_tui.commands.study.risk_text import risk_text
from r2k_tui.link.protocol import Link
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import (
    FollowThroughReply,
    GetFollowThrough,
    GetReadings,
    GetRiskStudy,
    GetStates,
    ReadingsReply,
    RiskStudyReply,
    StatesReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.ratio import all_legs
from r2k_tui.model.readings.reading import Score
from r2k_tui.model.readings.study import FollowThrough, States
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import MISSING, percent
from r2k_tui.ui.drawing.study_rows import StudyRow, difference_lines

_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


def follow_through(options: Options, symbol: str, threshold: float, start: str, end: str) -> int:
    """Study the months of a symbol. Returns the exit status."""
    symbol = _symbol(options, symbol)
    snapshot, reply = reply_once(
        options.setup(all_legs((symbol,))), follow_through_request(symbol, threshold, start, end)
    )
    _tell(options, report_of("study followthrough", symbol, snapshot, reply))
    if not isinstance(reply, FollowThroughReply):
        return 3
    if not reply.study.months:
        return 3
    if not options.json:
        _print_months(snapshot, reply.study)
    return 0


def follow_through_request(symbol: str, threshold: float, start: str, end: str) -> GetFollowThrough:
    """The request for a study of months. Raises UsageError for a month or a threshold that cannot be."""
    for name, month in (("--start", start), ("--end", end)):
        if month and not _MONTH.match(month):
            raise UsageError(f"{name} {month}: expected a month as YYYY-MM")
    if start and end and start > end:
        raise UsageError(f"--start {start} is after --end {end}")
    if not -1.0 < threshold < 10.0:
        raise UsageError(f"--threshold {threshold}: expected a fraction such as 0.10")
    return GetFollowThrough(symbol, threshold, start or None, end or None)


def states(options: Options, symbol: str) -> int:
    """Study the zones and events of a symbol. Returns the exit status."""
    symbol = _symbol(options, symbol)

    async def ask(_: EngineHandle, link: Link) -> AskedStates:
        return await ask_states(link, symbol)

    asked = run_once(options.setup(all_legs((symbol,))), ask)
    _tell(options, report_of("study states", symbol, asked.snapshot, asked.reply, asked.now))
    if not isinstance(asked.reply, StatesReply):
        return 3
    if not options.json:
        _print_states(asked.snapshot, asked.reply.study)
    return 0


def risk(options: Options, symbol: str) -> int:
    """Study volatility cone, drawdowns and stress episodes of a symbol. Returns the exit status."""
    symbol = _symbol(options, symbol)
    snapshot, reply = reply_once(options.setup(all_legs((symbol,))), GetRiskStudy(symbol))
    _tell(options, report_of("study risk", symbol, snapshot, reply))
    if not isinstance(reply, RiskStudyReply):
        return 3
    if not options.json:
        _head(snapshot, f"{reply.study.symbol}: risk, {reply.study.first_day} to {reply.study.last_day}")
        print("\n".join(risk_text(reply.study)))
    return 0 if reply.study.sessions else 3


def _symbol(options: Options, text: str) -> str:
    symbols = symbols_of([text])
    return symbols[0] if symbols else options.setup().config.market.index


class AskedStates(NamedTuple):
    """The reply to a study of zones, the snapshot after it, and the scores as they are now."""

    snapshot: Snapshot
    reply: Reply
    scores: tuple[Score, ...]

    @property
    def now(self) -> dict[str, Any]:
        """JSON of the scores, beside that of the study."""
        return {"now": {s.kind.value: {"score": number(s.score), "zone": s.zone} for s in self.scores}}


async def ask_states(link: Link, symbol: str) -> AskedStates:
    """The study of zones and events. Raises LinkLost."""
    reply = await link.ask(GetStates(symbol))
    today = await link.ask(GetReadings(symbol, ("last_close",)))
    snapshot = await link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    return AskedStates(snapshot, reply, today.scores if isinstance(today, ReadingsReply) else ())


def report_of(
    command: str, symbol: str, snapshot: Snapshot, reply: Reply, more: dict[str, Any] | None = None
) -> CommandReport:
    """The report on a study, with `more` beside its data."""
    if not isinstance(reply, FollowThroughReply | StatesReply | RiskStudyReply):
        failure = reply if isinstance(reply, Failure) else Failure("missing", "the engine sent no study")
        problem = Problem(symbol, failure.kind, failure.message)
        return envelope(command, snapshot.facts, None, snapshot.as_of, (problem,))
    relevant = [problem for problem in dict.fromkeys(snapshot.problems) if problem.symbol == reply.study.symbol]
    if isinstance(reply.study, FollowThrough) and not reply.study.months:
        relevant.append(Problem(symbol, "missing", "no finished month with a return in this span"))
    data = {**msgspec.to_builtins(reply.study), **(more or {})}
    return envelope(command, snapshot.facts, data, snapshot.as_of, relevant)


def _tell(options: Options, report: CommandReport) -> None:
    """Print the report as JSON, or why there is no study."""
    if options.json:
        write(report)
    elif report.data is None or report.data.get("months") == 0:
        print_problems(report.problems)


def _head(snapshot: Snapshot, text: str) -> None:
    print(f"{text}  ({snapshot.facts.name}{' SIMULATED' if snapshot.facts.simulated else ''})")


def _print_months(snapshot: Snapshot, study: FollowThrough) -> None:
    span = f"{study.first_month} to {study.last_month}, {plural(study.months, 'month')}"
    _head(snapshot, f"{study.symbol}: months of {percent(study.threshold, 0)} and more, {span}")
    print(f"{'month':<8} {'return':>8} {'+1m':>8} {'+3m':>8} {'+6m':>8} {'+12m':>8}")
    for event in study.events:
        ahead = (event.fwd1m, event.fwd3m, event.fwd6m, event.fwd12m)
        cells = " ".join(f"{'pending' if value is None else percent(value, 1):>8}" for value in ahead)
        print(f"{event.month:<8} {percent(event.ret, 1):>8} {cells}")
    print(f"{'':<5}{'n':>4}{'up':>5}{'rate':>8}{'95 % interval':>16}{'base':>8}{'of':>5}{'mean':>8}{'base':>8}{'p':>7}")
    for name, horizon in study.horizons.items():
        low, high = horizon.wilson95 or (None, None)
        interval = f"{percent(low, 0, sign=False)} to {percent(high, 0, sign=False)}" if horizon.wilson95 else MISSING
        p = MISSING if horizon.shift_p is None else f"{horizon.shift_p:.2f}"
        print(
            f"{name:<5}{horizon.n:>4}{horizon.hits:>5}{percent(horizon.hit_rate, 0, sign=False):>8}{interval:>16}"
            f"{percent(horizon.base_rate, 0, sign=False):>8}{horizon.base_n:>5}{percent(horizon.mean, 1):>8}"
            f"{percent(horizon.base_mean, 1):>8}{p:>7}"
        )
    rows = (
        StudyRow(f"+{name}", o.spells, o.diff95, o.few, (o.shift_p, o.p_holm)) for name, o in study.horizons.items()
    )
    _print_differences(rows, "less all", 9)
    print(study.note)


def _print_states(snapshot: Snapshot, study: States) -> None:
    _head(snapshot, f"{study.symbol}: what followed, {study.first_day} to {study.last_day}")
    heads = f"{'zone':<10}{'days':>6}{'share':>7}{'vol 21d':>9}{'<= -5%':>8}{'<= -10%':>9}{'126d':>8}{'up':>6}"
    for title, zones in (("risk", study.risk_zones), ("momentum", study.momentum_zones)):
        print(f"{title}\n  {heads}")
        for zone in zones:
            print(
                f"  {zone.zone:<10}{zone.n:>6}{percent(zone.share, 0, sign=False):>7}"
                f"{percent(zone.fwd21_vol, 1, sign=False):>9}{percent(zone.p_min_5, 0, sign=False):>8}"
                f"{percent(zone.p_min_10, 0, sign=False):>9}{percent(zone.fwd126_mean, 1):>8}"
                f"{percent(zone.fwd126_hit, 0, sign=False):>6}"
            )
        _print_differences((StudyRow(z.zone, z.spells, z.diff95, z.few) for z in zones), "126d less all", 14)
    print(f"events\n  {'':<22}{'n':>6}{'126d':>8}{'up':>6}{'base':>8}{'up':>6}")
    for event in study.events:
        print(
            f"  {event.name:<22}{event.n:>6}{percent(event.fwd126_mean, 1):>8}"
            f"{percent(event.fwd126_hit, 0, sign=False):>6}{percent(event.base_mean, 1):>8}"
            f"{percent(event.base_hit, 0, sign=False):>6}"
        )
    _print_differences((StudyRow(e.name, e.spells, e.diff95, e.few) for e in study.events), "126d less all days", 22)
    print(study.note)


def _print_differences(rows: Iterable[StudyRow], head: str, room: int) -> None:
    for line in difference_lines(rows, head, room):
        print(f" {''.join(text for text, _ in line)}".rstrip())
