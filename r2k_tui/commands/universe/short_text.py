"""`r2k universe short` as text, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from r2k_tui.commands.universe.row_limit import first_rows
from r2k_tui.model.index.short_interest import FLOAT, ShortInterest, ShortMember
from r2k_tui.ui.drawing.numbers import MISSING, compact, percent, right

# Rows of each table; --json has all of them.
_MOST, _WIDTH = 20, 80


def short_lines(found: ShortInterest, *, squeeze: bool) -> list[str]:
    """Days, source and coverage, then the tables: by fraction, days to cover and change, and the squeeze list."""
    lines = [f"short interest of the members{'  SIMULATED' if found.simulated else ''}"]
    lines += [line for fact in (*found.facts(), *found.squeeze_facts()) for line in _wrapped(fact)]
    tables: dict[str, tuple[ShortMember, ...]] = {"squeeze list": found.squeezed()}
    if not squeeze:
        tables = {
            "most shorted": found.members,
            "days to cover": found.by_cover(),
            "largest change": found.by_change(),
            **tables,
        }
    for title, rows in tables.items():
        shown = rows if squeeze else rows[:_MOST]
        lines += ["", f"{title} ({len(rows):,}{first_rows(len(rows), len(shown))})", *_table(shown)]
    return [*lines, "", *(line for caveat in found.caveats for line in _wrapped(f"* {caveat}"))]


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent="  ")


def _table(rows: Iterable[ShortMember]) -> list[str]:
    lines = [_line(row) for row in rows]
    if not lines:
        return ["  none"]
    head = f"  {'symbol':<8}{'short':>8}{'fraction':>10} {'of':<11}{'days':>6}{'change':>9} 50d   name"
    return [head, *lines]


def _line(row: ShortMember) -> str:
    basis = {"": MISSING, FLOAT: "float"}.get(row.basis, "outstanding")
    cover = MISSING if row.days_to_cover is None else f"{row.days_to_cover:.1f}"
    change = "split" if row.split else percent(row.change, 1)
    above = {None: MISSING, True: "above", False: "below"}[row.above_50d]
    head = f"  {row.symbol:<8}{right(compact(row.shares), 8)}{right(percent(row.fraction, 1, sign=False), 10)}"
    return f"{head} {basis:<11}{right(cover, 6)}{right(change, 9)} {above:<5} {row.name}"[:_WIDTH]
