"""`r2k universe ranks` as text."""

from __future__ import annotations

from textwrap import wrap

from r2k_tui.commands.universe.row_limit import first_rows
from r2k_tui.model.index.ranks import ESTIMATE, Move, RankedMember, Ranks
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import compact, percent

# Rows of each table; --json has all of them.
_MOST, _WIDTH = 20, 80


def ranks_lines(found: Ranks, tag: str = "") -> list[str]:
    """The edges, the candidates beyond each with their distance, those near it, and what is not known."""
    share = percent(found.percentile, 2, sign=False)
    days = found.last_day if found.first_day == found.last_day else f"{found.first_day} to {found.last_day}"
    titles: dict[Move, str] = {
        "up": f"beyond the band above, of {found.small}: up to {found.large}",
        "down": f"beyond the band below, of {found.large}: down to {found.small}",
        "leave": f"under the floor, of {found.small}: out at the bottom",
    }
    lines = [
        f"{ESTIMATE}{tag}, {days or 'no day'}",
        f"{len(found.members):,} companies of {found.small} and {found.large} ranked",
        f"breakpoint: rank {found.at:,}, cap {compact(found.breakpoint)}, cumulative cap {share}",
        f"band: {found.band * 100:g} points, caps from {compact(found.lower)} to {compact(found.upper)} stay",
        f"floor: {compact(found.floor)}{f' ({found.floor_basis})' if found.floor_basis else ''}",
    ]
    for move, title in titles.items():
        beyond, near = found.candidates(move), found.near(move)
        lines += ["", f"{title} ({plural(len(beyond), 'member')}{first_rows(len(beyond), _MOST)})"]
        lines += [_line(row) for row in beyond[:_MOST]]
        if near:
            named = ", ".join(f"{row.symbol} {percent(row.distance, 1)}" for row in near[:_MOST])
            lines += wrap(f"  short of it by at most 10% ({len(near)}): {named}", _WIDTH, subsequent_indent="    ")
    notes = (line for caveat in found.caveats for line in wrap(f"* {caveat}", _WIDTH, subsequent_indent="  "))
    return [*lines, "", *notes]


def _line(row: RankedMember) -> str:
    cap, share = compact(row.cap), percent(row.percentile, 2, sign=False)
    head = f"  {row.rank:>5,}  {row.symbol:<7}{cap:>8}  {share:>7}  {percent(row.distance, 1):>8}"
    return f"{head}  {row.name}"[:_WIDTH]
