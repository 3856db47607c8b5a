"""Members of both funds by market cap: the edges of the index, and who lies beyond or near each."""

from __future__ import annotations

from r2k_tui.model.index.ranks import ESTIMATE, Move, RankedMember, Ranks
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow

# Sections: an edge, or all ranks.
SECTIONS: tuple[str, ...] = ("up", "down", "leave", "all")
_MOVES: dict[str, Move] = {"up": "up", "down": "down", "leave": "leave"}
# Rows shown of all ranks.
_AROUND = 150
_SYMBOL, _CAP, _SHARE, _AWAY = 7, 8, 8, 9


def ranks_lines(found: Ranks, section: str, width: int) -> list[Line]:
    """The edges, the sections with their counts, and the rows of the chosen one with what is not known."""
    head: list[Line] = [((f" {line}", "warn"),) for line in wrapped(ESTIMATE, max(8, width - 2))]
    for text in _edges(found):
        head += [((f" {line}", "text"),) for line in wrapped(text, max(8, width - 2))]
    notes = [note for note in found.caveats if note != ESTIMATE]
    foot: list[Line] = [((f" {line}", "dim"),) for note in notes for line in wrapped(note, max(8, width - 2))]
    missing = _missing(found, width)
    return [*head, _titles(found, section), *_rows(found, section), BLANK, *missing, *foot]


def _edges(found: Ranks) -> list[str]:
    cap, upper, lower, floor = (numbers.compact(v) for v in (found.breakpoint, found.upper, found.lower, found.floor))
    share = numbers.percent(found.percentile, 2, sign=False)
    days = found.last_day if found.first_day == found.last_day else f"{found.first_day} to {found.last_day}"
    return [
        f"breakpoint {cap}, rank {found.at:,} of {len(found.members):,}, cum. cap {share}; caps of {days or '?'}",
        f"band of {found.band * 100:g} points each way: {lower} to {upper} stay; "
        f"floor {floor}, {found.floor_basis or 'unknown'}",
    ]


def _titles(found: Ranks, section: str) -> Line:
    names = {
        "up": f"{len(found.candidates('up'))} up to {found.large}",
        "down": f"{len(found.candidates('down'))} down to {found.small}",
        "leave": f"{len(found.candidates('leave'))} out at the bottom",
        "all": "all ranks",
    }
    runs: list[Run] = []
    for name, title in names.items():
        here = name == section
        runs.append(aimed((f" {'▸' if here else ' '}{title}", "accent" if here else "dim"), "section", name))
    return tuple(runs)


def _rows(found: Ranks, section: str) -> list[Line]:
    titles = f" {'rank':>6} {'symbol':<{_SYMBOL}}{'cap':>{_CAP}}{'cum. cap':>{_SHARE + 1}}{'edge':>{_AWAY}}"
    head: Line = ((titles, "dim"),)
    move = _MOVES.get(section)
    if move is None:
        place = max(0, found.at - _AROUND // 2)
        shown = found.members[place : place + _AROUND]
        return [head, *(_row(row, found, beside=True) for row in shown)]
    beyond, near = found.candidates(move), found.near(move)
    lines: list[Line] = [head, *(_row(row, found) for row in beyond)]
    if not beyond:
        lines.append(((" none beyond it", "dim"),))
    if near:
        lines += [((f" short of it by at most 10 %: {len(near)}", "dim"),), *(_row(row, found) for row in near)]
    return lines


def _row(row: RankedMember, found: Ranks, *, beside: bool = False) -> Line:
    """One company; `beside` names its fund and the edge that it lies beyond."""
    share, away = numbers.percent(row.percentile, 2, sign=False), numbers.percent(row.distance, 1)
    text = f" {row.rank:>6,} {row.symbol:<{_SYMBOL}}{numbers.right(numbers.compact(row.cap), _CAP)}"
    style = "dim" if row.near or not row.move else "up" if row.move == "up" else "down"
    runs: list[Run] = [
        (text, "bright" if row.rank == found.at else "text"),
        (numbers.right(share, _SHARE + 1), "dim"),
        (numbers.right(away, _AWAY), style),
    ]
    if beside:
        runs.append((f"  {row.fund}", "text" if row.fund == found.small else "accent"))
    return CompanyRow(row.symbol, (*runs, (f"  {row.name}", "dim")))


def _missing(found: Ranks, width: int) -> list[Line]:
    if not found.missing:
        return []
    words = f"{len(found.missing):,} without a market cap, not ranked: {', '.join(found.missing)}"
    return [((f" {line}", "warn"),) for line in wrapped(words, max(8, width - 2))]
