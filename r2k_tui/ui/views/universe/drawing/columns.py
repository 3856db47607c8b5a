"""The columns of the member table: headings, cells, and which of them fit."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from r2k_tui.model.market.tick import own_decimals
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run, fit
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.mirror.member_figures import ConstituentRow

_BASIS_POINTS = 1e4
_LEAST_SHOWN = 0.00005
_CHEAP = 10.0


class MemberColumn(NamedTuple):
    """One column: heading, its smallest and largest width, and how a row fills it; the highest `rank` is left out
    first where not all fit.
    """

    title: str
    least: int
    most: int
    cell: Callable[[ConstituentRow, int], Run]
    rank: int
    words: bool = False


class ShownMemberColumn(NamedTuple):
    """A column on the screen."""

    name: str
    title: str
    width: int
    cell: Callable[[ConstituentRow, int], Run]
    words: bool


# Words of the rows on the screen, and of those around them: ticks change none of them.
@lru_cache(maxsize=1024)
def _text(text: str, width: int, style: str) -> Run:
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + numbers.NO_ROOM, style
    return set_cell_size(text, width), style


def _last(row: ConstituentRow, width: int) -> Run:
    return numbers.level(row.price, width, member_decimals(row.price)), "bright"


def member_decimals(price: float | None) -> int | None:
    """Decimals of a member's price, which comes without a hint: two, or more for a low price."""
    return None if price is None or abs(price) >= _CHEAP else own_decimals(price)


def _change(row: ConstituentRow, width: int) -> Run:
    share = numbers.percent(row.ret_1d)
    text = f"{numbers.glyph(row.ret_1d, share)} {share}"
    return numbers.right(text, width), numbers.direction(row.ret_1d, share)


def basis_points(value: float | None) -> str:
    """A contribution to the index's return in basis points."""
    return numbers.MISSING if value is None else numbers.rounded(value * _BASIS_POINTS, 2)


def _contribution(row: ConstituentRow, width: int) -> Run:
    text = basis_points(row.contribution)
    return numbers.right(text, width), numbers.direction(row.contribution, text)


def _distance(value: float | None, width: int) -> Run:
    text = numbers.percent(value, 1)
    return numbers.right(text, width), numbers.direction(value, text)


def _place(row: ConstituentRow, width: int) -> Run:
    """The place in the 52-week range, with a mark for a new high or low."""
    if row.place_52w is None:
        return numbers.right(f"{numbers.MISSING} ", width), "dim"
    mark, style = {1: ("▲", "up"), -1: ("▼", "down")}.get(row.extreme, (" ", "dim"))
    return numbers.right(f"{row.place_52w:.0%}{mark}", width), style


def _earnings(row: ConstituentRow, width: int) -> Run:
    text = numbers.MISSING if row.forward_pe is None else f"{row.forward_pe:,.1f}"
    return numbers.right(text, width), "dim"


def _weight(row: ConstituentRow, width: int) -> Run:
    tiny = row.weight is not None and 0 < row.weight < _LEAST_SHOWN
    return numbers.right("<0.01%" if tiny else numbers.percent(row.weight, sign=False), width), "text"


def _capital(row: ConstituentRow, width: int) -> Run:
    return numbers.right(numbers.compact(row.market_cap), width), "dim"


COLUMNS: dict[str, MemberColumn] = {
    "symbol": MemberColumn("Symbol", 6, 7, lambda row, width: _text(row.symbol, width, "text"), 0, words=True),
    "name": MemberColumn("Name", 9, 26, lambda row, width: _text(row.name, width, "dim"), 6, words=True),
    "sector": MemberColumn("Sector", 11, 22, lambda row, width: _text(row.sector, width, "dim"), 10, words=True),
    "weight": MemberColumn("Weight", 7, 7, _weight, 3),
    "price": MemberColumn("Last", 9, 9, _last, 2),
    "ret_1d": MemberColumn("Chg%", 9, 9, _change, 1),
    "contribution": MemberColumn("bp", 6, 6, _contribution, 4),
    "from_50d": MemberColumn("vs 50d", 7, 7, lambda row, width: _distance(row.from_50d, width), 8),
    "from_200d": MemberColumn("vs 200d", 7, 7, lambda row, width: _distance(row.from_200d, width), 9),
    "place_52w": MemberColumn("52w", 5, 5, _place, 7),
    "market_cap": MemberColumn("Cap", 6, 6, _capital, 11),
    "forward_pe": MemberColumn("Fwd P/E", 7, 7, _earnings, 12),
    # Its cells are filled by the table, which knows the time.
    "time": MemberColumn("Age", 5, 5, lambda row, width: (" " * width, "dim"), 5),
}


def columns_for(width: int) -> tuple[ShownMemberColumn, ...]:
    """The columns for `width` cells after the cursor's mark; text columns get the room that is left."""
    names = list(COLUMNS)
    while len(names) > 1 and 1 + sum(COLUMNS[name].least + 1 for name in names) > width:
        names.remove(max(names, key=lambda name: COLUMNS[name].rank))
    left = width - 1 - sum(COLUMNS[name].least + 1 for name in names)
    shown = []
    for name in names:
        column = COLUMNS[name]
        more = max(0, min(left, column.most - column.least))
        left -= more
        shown.append(ShownMemberColumn(name, column.title, column.least + more, column.cell, column.words))
    return tuple(shown)


def heading(columns: tuple[ShownMemberColumn, ...], sort: str, *, descending: bool) -> Line:
    """The line of headings; the sorted column is marked."""
    runs: list[Run] = [(" ", "dim")]
    for column in columns:
        here = column.name == sort
        mark = ("▼" if descending else "▲") if here else ""
        title = column.title[: column.width - len(mark)] + mark
        text = title.ljust(column.width) if column.words else title.rjust(column.width)
        runs += [aimed((text, "accent" if here else "dim"), "column", column.name), (" ", "dim")]
    return tuple(runs)


def row_line(
    row: ConstituentRow, age: str, columns: tuple[ShownMemberColumn, ...], width: int, *, cursor: bool, mark: str = ""
) -> Line:
    """One member's line of exactly `width` cells; `mark` is one cell at the end of the symbol's."""
    ground = "+cursor" if cursor else ""
    runs: list[Run] = [("▸" if cursor else " ", "accent" + ground)]
    used = 1
    for column in columns:
        cell = (numbers.right(age, column.width), "dim") if column.name == "time" else column.cell(row, column.width)
        # Every cell has the width of its column, so the line need not be measured.
        used += column.width + 1
        if mark and column.name == "symbol":
            # In the last cell of the column, or in the gap after a symbol that fills it.
            fills = not cell[0].endswith(" ")
            style = "warn" if mark == numbers.HALTED else "accent"
            symbol, gap = (cell[0], "") if fills else (cell[0][:-1], " ")
            runs += [(symbol, cell[1] + ground), (mark + gap, style + ground)]
            continue
        runs.append((cell[0] + " ", cell[1] + ground))
    if used > width:
        return fit(runs, width)
    return (*runs, (" " * (width - used), "text" + ground))
