"""`r2k universe halts`: the trading halts of all US markets, members and watched symbols marked."""

from __future__ import annotations

from typing import Any

from r2k_tui.commands.shared.halts import halt_data
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import moment
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from r2k_tui.model.halts.words import since
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetHalts, HaltsReply

_WIDEST = 80


def run(options: Options) -> int:
    """Print the halts. Returns the exit status."""
    setup = options.setup()
    snapshot, reply = reply_once(setup, GetHalts(settled=True))
    found = reply.halts if isinstance(reply, HaltsReply) else None
    problems = problems_of(reply)
    known = found is not None and found.read_at is not None
    if options.json:
        as_of = new_york_day(found.read_at).isoformat() if found is not None and found.read_at is not None else None
        data = data_of(found) if found is not None and known else None
        write(envelope("universe", snapshot.facts, data, as_of, problems))
    else:
        if found is not None and known:
            tag = "  SIMULATED" if snapshot.facts.simulated else ""
            print("\n".join(halts_text(found, tag)))
        print_problems(problems)
    return 3 if not known else 1 if problems else 0


def problems_of(reply: Reply) -> list[Problem]:
    """What is wrong with the feed, with a halt that may be over, and a missing list of members."""
    if isinstance(reply, Failure):
        return [Problem("", reply.kind, reply.message)]
    if not isinstance(reply, HaltsReply):
        return []
    found = reply.halts
    problems = [Problem("", "feed", found.message)] if found.message else []
    if not found.members_known and found.read_at is not None:
        problems.append(Problem("", "missing", "no list of members: they are not marked"))
    return [*problems, *(Problem(row.halt.symbol, "in_doubt", row.doubt) for row in found.current if row.doubt)]


def data_of(found: HaltList) -> dict[str, Any]:
    """JSON of the list; times in ISO 8601."""
    return {
        "provider": found.source,
        "read_at": iso(found.read_at),
        "published_at": iso(found.published_at),
        "market_wide": halt_data(found.market_wide),
        "members_known": found.members_known,
        "members_halted": found.members_halted if found.members_known else None,
        "halted": [_row(row, found.members_known) for row in found.current],
        "over": [_row(row, found.members_known) for row in found.resumed],
    }


def _row(row: ListedHalt, members_known: bool) -> dict[str, Any]:
    halt = row.halt
    return {
        "symbol": halt.symbol,
        "name": halt.name or None,
        "market": halt.market or None,
        **(halt_data(halt) or {}),
        "over_at": iso(halt.over_at),
        "over_by": halt.ended_by or None,
        "member": row.member if members_known else None,
        "watchlist": row.watched,
        "doubt": row.doubt or None,
    }


def halts_text(found: HaltList, tag: str = "") -> list[str]:
    """The list as text; M marks members, W watched symbols."""
    now = found.at
    read = moment(found.read_at, now) if found.read_at is not None else "never"
    lines = [f"trading halts by {found.source}{tag}, read at {read} New York"]
    if found.market_wide is not None:
        lines.append(
            f"ALL US STOCKS HALTED since {moment(found.market_wide.halted_at, now)}: {found.market_wide.words}"
        )
    rows = (*found.current, *found.resumed)
    widths = [
        max((len(text) for text in column), default=0) for column in zip(*(_cells(r, now) for r in rows), strict=True)
    ]
    members = f", {found.members_halted:,} of members" if found.members_known else ""
    lines += ["", f"halted: {len(found.current):,}{members}", *(_line(row, now, widths) for row in found.current)]
    over = [_line(row, now, widths) for row in found.resumed]
    return [*lines, "", f"over today: {len(found.resumed):,}", *over]


def _cells(row: ListedHalt, now: float) -> tuple[str, ...]:
    halt = row.halt
    mark = f"{'M' if row.member else ' '}{'W' if row.watched else ' '}"
    return mark, halt.symbol, since(halt, now), halt.code, halt.words


def _line(row: ListedHalt, now: float, widths: list[int]) -> str:
    halt = row.halt
    back = "" if halt.over_at is None else f"{'over' if halt.over_at <= now else 'until'} {moment(halt.over_at, now)}"
    cells = (text.ljust(width) for text, width in zip(_cells(row, now), widths, strict=True))
    text = f"{' '.join(cells)}  {back:<11}  {halt.name}"
    return text[:_WIDEST].rstrip()
