"""The heat map of sectors: sized by weight, colored by return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from r2k_tui.model.market.universe import SectorRow, Summary
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, fit, length
from r2k_tui.ui.drawing.targets import all_aimed
from r2k_tui.ui.views.universe.drawing.treemap import Tile, treemap

# Returns from which a tile has a stronger color.
_STEPS = (0.0, 0.004, 0.01, 0.02)
_SHORT = {
    "Information Technology": "Info Tech",
    "Consumer Discretionary": "Cons Disc",
    "Consumer Staples": "Cons Stap",
    "Real Estate": "Real Est",
    "Communication": "Comm",
    "Communication Services": "Comm",
    "Health Care": "Health",
    "Financials": "Financ",
    "Industrials": "Indust",
    "Materials": "Mater",
    "Utilities": "Utilit",
}


def heat(value: float | None) -> str:
    """The background style of a return: `up-1` to `up-4`, `down-1` to `down-4`, "" for none."""
    if value is None or value == 0:
        return ""
    step = sum(abs(value) > least for least in _STEPS)
    return f"{'up' if value > 0 else 'down'}-{step}"


def sector_lines(summary: Summary, width: int, height: int, chosen: str = "") -> list[Line]:
    """The map in `width` x `height` cells, with the sectors that have no room in it below; a list instead where
    those are too many.
    """
    rows = [row for row in summary.sectors if row.weight > 0]
    if width < 8 or height < 2 or not rows:
        return [((" no sector has a weight", "dim"),)]
    weights = tuple(row.weight for row in rows)
    labels = _labels(rows, treemap(weights, width, height), chosen)
    if not _unlabeled(rows, labels):
        return _drawn(rows, labels, width, height)
    # One line for the sectors without room.
    labels = _labels(rows, treemap(weights, width, height - 1), chosen)
    small = _unlabeled(rows, labels)
    if sum(length(_named(row)) for row in small) > width:
        return _listed(rows, height)
    return [*_drawn(rows, labels, width, height - 1), tuple(run for row in small for run in _aimed(rows, row))]


def _aimed(rows: Sequence[SectorRow], row: SectorRow) -> Line:
    return all_aimed(_named(row), "tile", str(rows.index(row)))


def _labels(rows: Sequence[SectorRow], tiles: Sequence[Tile], chosen: str) -> dict[Tile, list[Line]]:
    """The tiles with their text; none where the text does not fit."""
    return {tile: _words(rows[tile.place], tile, chosen) for tile in tiles}


def _unlabeled(rows: Sequence[SectorRow], labels: Mapping[Tile, list[Line]]) -> list[SectorRow]:
    named = {tile.place for tile, words in labels.items() if words}
    return [row for place, row in enumerate(rows) if place not in named]


def _drawn(rows: Sequence[SectorRow], labels: Mapping[Tile, list[Line]], width: int, height: int) -> list[Line]:
    parts: list[list[tuple[int, Line]]] = [[] for _ in range(height)]
    for tile, words in labels.items():
        ground = heat(rows[tile.place].ret_1d)
        edge: Line = (("│", "frame"),) if tile.x else ()
        filled = [_on_ground((*edge, *line), tile.width, ground) for line in words[: tile.height]]
        filled = [all_aimed(line, "tile", str(tile.place)) for line in (*filled, _on_ground(edge, tile.width, ground))]
        for offset in range(tile.height):
            parts[tile.y + offset].append((tile.x, filled[min(offset, len(filled) - 1)]))
    return [tuple(run for _, line in sorted(row) for run in line) for row in parts]


def _on_ground(line: Line, width: int, ground: str) -> Line:
    return tuple((text, f"{style}+{ground}" if ground else style) for text, style in fit(line, width))


def _words(row: SectorRow, tile: Tile, chosen: str) -> list[Line]:
    """Name and figures as far as they fit; nothing where not even name and return do."""
    room = tile.width - (1 if tile.x else 0)
    mark = "▸" if row.sector == chosen else ""
    ret, short = (_marked(row.ret_1d, decimals).strip() for decimals in (2, 1))
    share = numbers.percent(row.weight, 1, sign=False)
    if tile.height == 1:
        name = shortened(row.sector, room - len(short) - 1 - len(mark))
        return [((f"{mark}{name} ", "bright"), (short, "bright"))] if name else []
    name = shortened(row.sector, room - len(mark))
    figure = next((text for text in (f"{ret}  {share}", f"{ret} {share}", ret, short) if len(text) <= room), "")
    if not name or not figure:
        return []
    lines: list[Line] = [((f"{mark}{name}", "bright"),), ((figure, "text"),)]
    counted = f"{row.priced:,} of {row.members:,}" if row.priced != row.members else plural(row.members, "member")
    if tile.height > 2 and len(counted) <= room:
        lines.append(((counted, "dim"),))
    return lines


def shortened(name: str, room: int) -> str:
    """The longest form of a name that fits: the full name, its short name, or its words abbreviated; "" where none
    fits.
    """
    for text in (name, _SHORT.get(name, name)):
        if len(text) <= room:
            return text
    words = name.split()
    for letters in range(max((len(word) for word in words), default=0), 2, -1):
        text = " ".join(word[:letters] for word in words)
        if len(text) <= room:
            return text
    return ""


def _marked(fraction: float | None, decimals: int) -> str:
    """A change with its glyph."""
    text = numbers.percent(fraction, decimals)
    return f"{numbers.glyph(fraction, text)}{text}"


def _named(row: SectorRow) -> Line:
    ret = _marked(row.ret_1d, 2)
    share = numbers.percent(row.weight, 1, sign=False)
    return (f" {row.sector} ", "text"), (ret, numbers.direction(row.ret_1d, ret)), (f" {share}", "dim")


def _listed(rows: Sequence[SectorRow], height: int) -> list[Line]:
    """One sector per line, as many as fit."""
    lines = [_aimed(rows, row) for row in rows]
    if len(lines) <= height:
        return lines
    return [*lines[: height - 1], ((f" … {len(lines) - height + 1} more", "dim"),)]
