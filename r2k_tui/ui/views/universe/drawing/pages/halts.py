"""Trading halts as lines: those in effect first, then those of today that are over."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.halts.halt import Halt, moment
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from r2k_tui.model.halts.words import reason, since
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow

# Sections: what concerns the reader, or all of the feed.
SECTIONS: tuple[str, ...] = ("mine", "all")
_SYMBOL, _CODE = 8, 5
_WIDE = 100


class _HaltWidths(NamedTuple):
    """Widths of the columns that depend on the rows or on the screen."""

    since: int
    words: int


def halt_lines(found: HaltList, section: str, now: float, width: int, *, titles: bool = True) -> list[Line]:
    """The feed with its age, a halt of the whole market, the titles of the sections, and the rows of the chosen one."""
    current, resumed = (_of(section, rows) for rows in (found.current, found.resumed))
    lines = [*_feed_lines(found, now, width), *([_titles(found, section)] if titles else [])]
    if found.market_wide is not None:
        halt = found.market_wide
        words = f" ALL US STOCKS HALTED since {moment(halt.halted_at, now)}: {reason(halt)} "
        lines.insert(0, ((words[:width], "alarm"),))
    lines.append(((f" halted: {len(current):,}", "bright" if current else "dim"),))
    columns = _HaltWidths(
        10 if width >= _WIDE else 5, max((len(_words(row.halt)) for row in (*current, *resumed)), default=0)
    )
    lines += [line for row in current for line in _row(row, now, width, columns)]
    lines += [BLANK, ((f" over today: {len(resumed):,}", "bright" if resumed else "dim"),)]
    return [*lines, *(line for row in resumed for line in _row(row, now, width, columns))]


def _of(section: str, rows: tuple[ListedHalt, ...]) -> list[ListedHalt]:
    return [row for row in rows if section == "all" or row.member or row.watched]


def _feed_lines(found: HaltList, now: float, width: int) -> list[Line]:
    """When the feed was read, and what is wrong with it."""
    if found.read_at is None:
        lines: list[Line] = [] if found.message else [((" the feed of halts has not been read yet", "dim"),)]
    else:
        old = age(max(0.0, now - found.read_at))
        lines = [((f" {found.source} read {old} ago, at {moment(found.read_at, now)} New York", "dim"),)]
    texts = [] if found.members_known else ["no list of members yet: members are not marked"]
    for text in (found.message, *texts):
        lines += [((f" {line}", "warn"),) for line in wrapped(text, max(8, width - 2)) if text]
    return lines


def _titles(found: HaltList, section: str) -> Line:
    members, watched = found.members_halted, sum(row.watched for row in found.current)
    titles = {
        "mine": f"{plural(members, 'member')} and {watched:,} watched halted",
        "all": f"all {len(found.current):,} of the feed",
    }
    return tuple(
        (f" {'▸' if name == section else ' '}{title}", "accent" if name == section else "dim")
        for name, title in titles.items()
    )


def _row(row: ListedHalt, now: float, width: int, columns: _HaltWidths) -> list[Line]:
    """One halt; with little room its name goes to a line of its own, and so does a doubt."""
    halt = row.halt
    over = not halt.in_effect(now)
    mark = f"{'M' if row.member else ' '}{'W' if row.watched else ' '}"
    runs: list[Run] = [
        (f" {mark} ", "accent"),
        (f"{_cut(halt.symbol, _SYMBOL)} ", "dim" if over else "text"),
        (f"{since(halt, now):>{columns.since}} ", "dim" if over else "warn"),
        (f"{_cut(halt.code, _CODE)} ", "text"),
        (_words(halt).ljust(columns.words), "dim" if over else "text"),
        (f"  {_resumption(halt, now)}", "up" if over else "dim"),
    ]
    name = ", ".join(part for part in (halt.name, halt.market) if part)
    if name and width >= _WIDE:
        runs.append((f"  {name}", "dim"))
    lines: list[Line] = [CompanyRow(halt.symbol, runs)]
    if name and width < _WIDE:
        lines.append(((f"      {name}", "dim"),))
    if row.doubt:
        lines += [((f"      {line}", "warn"),) for line in wrapped(row.doubt, max(8, width - 7))]
    return lines


def _words(halt: Halt) -> str:
    price = f" at {numbers.price(halt.threshold)}" if halt.threshold is not None else ""
    return f"{halt.words}{price}"


def _resumption(halt: Halt, now: float) -> str:
    """When trading resumes or resumed, or what is known instead."""
    if halt.ended_by:
        return f"taken as over: {halt.ended_by}"
    if halt.trades_at is not None:
        return f"{'over' if halt.trades_at <= now else 'trades at'} {moment(halt.trades_at, now)}"
    if halt.quotes_at is not None:
        return f"quotes {moment(halt.quotes_at, now)}, trades {numbers.MISSING}"
    return f"for {age(max(0.0, now - halt.halted_at))}, no end announced"


def _cut(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + numbers.NO_ROOM
