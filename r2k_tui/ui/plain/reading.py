"""Text of a screen of the app: its title, its panels, its windows."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.plain.news import quote_words
from r2k_tui.ui.plain.text import has_cursor, plain_lines, plain_text
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.watchlist.table import QuoteTable
from r2k_tui.ui.widgets.line_widget import LineWidget

_EMPTY = "input is empty: type, Enter accepts, Esc cancels"


def panel_lines(panel: LineWidget) -> list[Line]:
    """The lines of a panel as it draws them, none while it is not shown."""
    return panel.draw(*panel.size) if panel.size and panel.display else []


def panel_text(panel: LineWidget, mirror: Mirror) -> list[str]:
    """A panel as text, its title first."""
    lines = panel_lines(panel)
    if isinstance(panel, QuoteTable):
        return [*plain_lines(lines[:1]), *(row_text(mirror, symbol) for symbol in panel.rows)]
    return plain_lines(lines)


def row_text(mirror: Mirror, symbol: str) -> str:
    """A row of the watchlist in words."""
    quote = mirror.quotes.get(symbol)
    return quote_words(mirror, quote) if quote is not None else f"{symbol}: no price"


def selected_text(panel: Widget | None, mirror: Mirror) -> str:
    """The selected row of a panel in words; "" where it has none."""
    if isinstance(panel, QuoteTable):
        return row_text(mirror, panel.selected) if panel.selected else ""
    if not isinstance(panel, LineWidget):
        return ""
    return next(iter(plain_lines(line for line in panel_lines(panel) if has_cursor(line))), "")


def shown_panels(view: View) -> list[LineWidget]:
    """The panels of a view that are shown, in the order of the keyboard."""
    return [part for part in view.parts if part.display and part.size]


def view_text(view: View) -> list[str]:
    """A whole view: the header, then every panel that is shown."""
    lines = plain_lines(panel_lines(view.head))
    for panel in shown_panels(view):
        lines += panel_text(panel, view.mirror)
    return lines


def window_text(screen: Screen[Any], mirror: Mirror) -> list[str]:
    """An open window: its words, its panels, and what is typed into it."""
    lines: list[str] = []
    for widget in screen.query("*"):
        if not widget.display:
            continue
        if isinstance(widget, LineWidget):
            lines += panel_text(widget, mirror)
        elif isinstance(widget, Input):
            lines.append(f"input: {widget.value}" if widget.value else _EMPTY)
        elif isinstance(widget, Static):
            lines += [text for line in str(widget.render()).splitlines() if (text := plain_text(line))]
    return lines
