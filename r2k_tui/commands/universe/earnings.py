"""`r2k universe earnings`: the reports of the coming days, and the share of the index that they are."""

from __future__ import annotations

from typing import Any

from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.commands.universe.earnings_text import earnings_lines
from r2k_tui.link.protocol import Link
from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.messages.universe import EventsReply, GetEvents

_DAYS = 5
# Said, but no failure: a calendar that is not switched on, and companies that have not announced their next report.
_NO_FAILURE = ("not_used", "past_date")
# Problems that name hundreds of members fit a terminal only in part.
_LONGEST = 240


def run(options: Options, days: int | None, *, everything: bool) -> int:
    """Print the calendar. Returns the exit status."""
    setup = options.setup()

    async def ask(_: EngineHandle, link: Link) -> tuple[Snapshot, Reply]:
        reply = await link.ask(GetEvents(days or _DAYS, settled=True))
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return snapshot, reply

    snapshot, reply = run_once(setup, ask)
    found = reply.calendar if isinstance(reply, EventsReply) else None
    problems = list(found.problems) if found is not None else []
    if isinstance(reply, Failure):
        problems = [Problem(setup.config.market.index, reply.kind, reply.message)]
    if options.json:
        as_of = found.today if found is not None else snapshot.as_of
        write(envelope("universe", snapshot.facts, data_of(found), as_of, problems))
    else:
        if found is not None:
            tag = "  SIMULATED" if snapshot.facts.simulated else ""
            print("\n".join(earnings_lines(found, tag, everything=everything)))
        print_problems(map(_shortened, problems))
    if found is None:
        return 3
    return 1 if any(problem.kind not in _NO_FAILURE for problem in problems) else 0


def _shortened(problem: Problem) -> Problem:
    if len(problem.message) <= _LONGEST:
        return problem
    words = problem.message[:_LONGEST].rpartition(" ")[0]
    return Problem(problem.symbol, problem.kind, f"{words} … (--json names all)")


def data_of(found: EventCalendar | None) -> dict[str, Any] | None:
    """JSON of the calendar; weights as fractions of the fund. Events are in the order of their days, then by weight."""
    if found is None:
        return None
    reports = [event for event in found.events if event.kind is EventKind.EARNINGS]
    others = [event for event in found.events if event.kind is not EventKind.EARNINGS]
    return {
        "today": found.today,
        "first": found.first,
        "last": found.last,
        "list_as_of": found.list_as_of,
        "members": found.members,
        "unknown": found.unknown,
        "reporting": {
            "today": _share(found.reporting_today, known=found.knows_reports),
            "this_week": _share(found.this_week, known=found.knows_reports),
            "next_week": _share(found.next_week, known=found.knows_reports),
        },
        "earnings": [_row(event) for event in reports],
        "others": [_row(event) for event in others],
    }


def _share(share: ReportingShare, *, known: bool) -> dict[str, Any]:
    return {
        "first": share.first,
        "last": share.last,
        "members": share.members if known else None,
        "weight": share.weight if known else None,
        "estimated": share.estimated if known else None,
    }


def _row(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "day": event.day,
        "symbol": event.symbol or None,
        "name": event.name or None,
        "time": event.when.value,
        "clock": event.clock or None,
        "weight": event.weight,
        "estimate": event.estimate,
        "note": event.note or None,
        "source": event.source or None,
        "known_since": iso(event.retrieved_at or None),
    }
