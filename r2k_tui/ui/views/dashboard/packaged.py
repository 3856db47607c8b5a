"""The packaged layouts: each fills the windows from its size on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from r2k_tui.config.sections.dashboard import LayoutRow, parsed_rows
from r2k_tui.ui.views.dashboard.arrangement import QUOTES

ALERTS = "alerts"


class PackagedLayout(NamedTuple):
    """Rows for a board of at least this size (cells, without header and footer).

    `rich`: it costs more bytes than a thin line should carry at the start or under a window.
    """

    width: int
    height: int
    rows: tuple[str, ...]
    rich: bool = False


# From the largest to the smallest. Shares of the width near 120 or 200 are columns of the quotes that fit as a whole.
PACKAGED: tuple[PackagedLayout, ...] = (
    PackagedLayout(
        180,
        52,
        (
            "quotes 46 | chart 54",
            "momentum | risk | breadth",
            "movers 4 | contribution 3 | events 5",
            "news 4 | thesis 4 | alerts 3 | feed 3",
        ),
        rich=True,
    ),
    PackagedLayout(
        150,
        44,
        (
            "quotes 46 | chart 54",
            "momentum | risk | breadth",
            "movers 4 | contribution 3 | events 5",
            "news 5 | alerts 3 | feed 4",
        ),
        rich=True,
    ),
    PackagedLayout(
        150, 36, ("quotes 46 | chart 54", "momentum 5 | risk 5 | alerts 3", "breadth | movers | events"), rich=True
    ),
    PackagedLayout(
        100,
        46,
        ("quotes 7 | chart 5", "momentum 5 | risk 5 | alerts 3", "breadth | movers | events", "news | thesis"),
        rich=True,
    ),
    PackagedLayout(
        100,
        36,
        ("quotes 7 | chart 5", "momentum 49 | risk 49 | alerts 22", "breadth 4 | movers 4 | events 5"),
        rich=True,
    ),
    PackagedLayout(100, 34, ("25: quotes 7 | chart 5", "13: momentum 49 | risk 49 | alerts 22")),
    PackagedLayout(100, 28, ("16: quotes 7 | chart 5", "12: momentum 49 | risk 49 | alerts 22")),
    PackagedLayout(100, 20, ("16: quotes 7 | chart 5", "5: momentum | risk")),
    PackagedLayout(70, 34, ("quotes | chart", "momentum | risk", "breadth | events"), rich=True),
    PackagedLayout(60, 28, ("16: quotes | chart", "12: momentum | risk")),
    PackagedLayout(60, 20, ("16: quotes | chart", "5: momentum | risk")),
    PackagedLayout(60, 0, ("quotes | chart",)),
    PackagedLayout(0, 40, (QUOTES, "momentum", "events")),
    PackagedLayout(0, 0, (QUOTES,)),
)


def packaged(width: int, height: int, *, alerted: bool, thin: bool = False) -> tuple[LayoutRow, ...]:
    """The first layout with room in `width` x `height` cells, without its alerts while there are none.

    On a `thin` line, none that is rich.
    """
    fitting = (one for one in PACKAGED if one.width <= width and one.height <= height)
    found = next(one for one in fitting if not (thin and one.rich))
    rows = _parsed(found.rows)
    return rows if alerted else _without(ALERTS, rows)


@cache
def _parsed(rows: tuple[str, ...]) -> tuple[LayoutRow, ...]:
    return parsed_rows(rows)


def _without(panel: str, rows: Sequence[LayoutRow]) -> tuple[LayoutRow, ...]:
    return tuple(row._replace(cells=tuple(cell for cell in row.cells if cell.panel != panel)) for row in rows)
