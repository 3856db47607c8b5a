"""The dashboard: which of its layouts is shown, and the layouts of the user."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, NamedTuple

import msgspec

from r2k_tui.config.section import Reload, Section
from r2k_tui.model.settings_fault import SettingsFault

AUTO = "auto"
LAYOUT_NAME = r"^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]{0,22}[^\s\x00-\x1f\x7f-\x9f])?$"
PATTERNS = {LAYOUT_NAME: "a name of 1 to 24 characters, without blanks at its ends"}
PANELS = (
    *("quotes", "chart", "momentum", "risk", "breadth", "movers", "contribution", "events", "halts", "news"),
    *("alerts", "thesis", "portfolio", "brief", "feed"),
)
# More panels beside each other, or more rows, would leave none of them room on any usual screen.
_MOST_BESIDE, _MOST_ROWS, _MOST_WEIGHT = 6, 8, 100


class LayoutCell(NamedTuple):
    """A panel in a row, and its share of the width."""

    panel: str
    weight: int = 1


class LayoutRow(NamedTuple):
    """Panels side by side. `height`: their share of the height; None where the row says nothing of it."""

    cells: tuple[LayoutCell, ...]
    height: int | None = None


class DashboardLayout(Section, frozen=True):
    """A layout of the user."""

    name: Annotated[str, msgspec.Meta(pattern=LAYOUT_NAME)]
    """Its name."""
    rows: tuple[Annotated[str, msgspec.Meta(max_length=200)], ...]
    """Its rows from top to bottom, each `HEIGHT: PANEL WIDTH | PANEL WIDTH`; heights and widths are optional shares."""


class DashboardSettings(Section, frozen=True):
    """The dashboard."""

    reload: ClassVar[Reload] = "screen"

    layout: Annotated[str, msgspec.Meta(max_length=64)] = AUTO
    """Layout at the start: one of `layouts`, or `auto` for the packaged layout that fits the window."""
    layouts: Annotated[tuple[DashboardLayout, ...], msgspec.Meta(max_length=20)] = ()
    """Layouts of the user."""


def parsed_rows(rows: Sequence[str]) -> tuple[LayoutRow, ...]:
    """The rows of a layout. Raises ValueError, with the number of the row, where one cannot be used."""
    if not rows:
        raise ValueError('a layout needs a row, such as "quotes 3 | chart 2"')
    if len(rows) > _MOST_ROWS:
        raise ValueError(f"{len(rows)} rows are too many, {_MOST_ROWS} is the most")
    parsed: list[LayoutRow] = []
    seen: dict[str, int] = {}
    for number, text in enumerate(rows, 1):
        try:
            row = _row(text)
            for cell in row.cells:
                if cell.panel in seen:
                    raise ValueError(f"{cell.panel} is already in row {seen[cell.panel]}; a panel can stand once")
                seen[cell.panel] = number
        except ValueError as error:
            raise ValueError(f"row {number}: {error}") from None
        parsed.append(row)
    return tuple(parsed)


def _row(text: str) -> LayoutRow:
    head, colon, rest = text.rpartition(":")
    if not rest.strip():
        raise ValueError("no panel in it")
    cells = tuple(_cell(part) for part in rest.split("|"))
    if len(cells) > _MOST_BESIDE:
        raise ValueError(f"{len(cells)} panels side by side are too many, {_MOST_BESIDE} is the most")
    return LayoutRow(cells, _share("height", head.strip()) if colon else None)


def _cell(text: str) -> LayoutCell:
    words = text.split()
    if not words:
        raise ValueError("no panel beside a |")
    name, *rest = words
    if name not in PANELS:
        import difflib

        near = difflib.get_close_matches(name, PANELS, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"no panel {name!r}{hint} (there are {', '.join(PANELS)})")
    if len(rest) > 1:
        raise ValueError(f"after {name} one number may follow, its share of the width, not {' '.join(rest)!r}")
    return LayoutCell(name, _share(f"width of {name}", rest[0]) if rest else 1)


def _share(what: str, text: str) -> int:
    # Digits of ASCII alone: int() also takes those of other scripts, blanks and underscores.
    if text.isascii() and text.isdigit() and 1 <= len(text) <= 3 and 1 <= int(text) <= _MOST_WEIGHT:
        return int(text)
    raise ValueError(f"the {what} is a whole number from 1 to {_MOST_WEIGHT}, not {text!r}")


def dashboard_fault(dashboard: DashboardSettings) -> SettingsFault | None:
    """The first fault of the layouts, of their names together, or of the chosen one."""
    names = [AUTO]
    for place, layout in enumerate(dashboard.layouts):
        at = ("dashboard", "layouts", f"[{place}]")
        if layout.name in names:
            own = f"{AUTO!r} is the name of the packaged layouts" if layout.name == AUTO else ""
            return SettingsFault((*at, "name"), own or f"two layouts are named {layout.name!r}")
        names.append(layout.name)
        try:
            parsed_rows(layout.rows)
        except ValueError as error:
            return SettingsFault((*at, "rows"), str(error))
    if dashboard.layout not in names:
        import difflib

        near = difflib.get_close_matches(dashboard.layout, names, 1, 0.3)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        known = ", ".join(names)
        return SettingsFault(("dashboard", "layout"), f"no layout {dashboard.layout!r}{hint} (there are {known})")
    return None
