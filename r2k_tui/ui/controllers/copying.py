"""Copies a cell, a row, a panel or the view to the clipboard of the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import CardReply, GetCard
from r2k_tui.model.text import plural
from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.drawing.reading_detail import value_words
from r2k_tui.ui.drawing.copied import Copied, panel_text, row_text, table_text
from r2k_tui.ui.drawing.table_export import readings_table
from r2k_tui.ui.terminal import clipboard
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.reading_panel import ReadingPanel

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.views.base import View

_FORMS = (("c", "cell", "cell"), ("r", "row", "row (Enter)"), ("p", "panel", "panel"), ("v", "view", "view"))


class Copier:
    """Finds what a person means: a panel or view with `copied_cell()` or `copied_row()` says it, else what is drawn."""

    def __init__(self, app: App[None], context: AppContext, view: Callable[[], View]) -> None:
        self._app, self._context, self._view = app, context, view

    async def open_choice(self) -> None:
        """Ask what to copy; Enter, or the same key once more, copies the row."""
        from r2k_tui.ui.dialogs.choice import ChoiceScreen

        if self._context.kiosk:
            self._app.notify("no copying in kiosk mode", severity="warning")
            return
        again = next(action.keys for action in self._context.actions if action.id == "copy")
        await self._app.push_screen(ChoiceScreen("Copy", _FORMS, "row", again), self._chosen)

    def _chosen(self, form: str | None) -> None:
        if form:
            self._app.run_worker(self._copy(form), group="copy", exit_on_error=False)

    async def _copy(self, form: str) -> None:
        match form:
            case "view":
                copied = self._whole_view()
            case "panel":
                copied = self._panel()
            case _:
                copied = await self._selected(form)
        if copied is None or not copied.text:
            self._app.notify(f"no {form} to copy here; p copies the panel, v the view", timeout=4)
        else:
            await self.send(copied)

    async def send(self, copied: Copied) -> None:
        """Copy, and say what was copied and what is known of its arrival."""
        if self._context.kiosk:
            self._app.notify("no copying in kiosk mode", severity="warning")
            return
        if refused := clipboard.refusal(web=self._app.is_web):
            self._app.notify(f"not copied: {refused}; {self._export} to a file", severity="warning")
            return
        arrival = await self._deliver(copied.text)
        cut = f", {copied.cut}" if copied.cut else ""
        told = f"copied {copied.what}, {plural(len(copied.text), 'character')}{cut}"
        self._app.notify(f"{told}; {arrival}; {self._export}{' all' if cut else ' to a file'}")

    async def _deliver(self, text: str) -> str:
        """Copy a text; returns what is known of its arrival."""
        if not os.environ.get("TMUX"):
            self._write(text)
            return clipboard.doubt()
        try:
            if await clipboard.tmux_takes_codes():
                self._write(text)
                return "tmux takes it and hands it to its terminal"
            await clipboard.tmux_copy(text)
        except OSError as error:
            self._write(text)
            return f"it may not have arrived: tmux does not say what it takes ({error})"
        return "tmux has it in its buffer, and hands it to its terminal unless set-clipboard is off"

    def _write(self, text: str) -> None:
        if self._app._driver is not None:
            self._app._driver.write(clipboard.osc52(text))
            self._app._driver.flush()

    @property
    def _export(self) -> str:
        key = next(shown_key(action.keys[0]) for action in self._context.actions if action.id == "export")
        return f"{key} exports"

    async def _selected(self, form: str) -> Copied | None:
        """The cell or the row that the reader points at: in the focused panel, in the view, in the first panel on the
        screen that has one.
        """
        view = self._view()
        focused = view.focused
        if (copied := _own(focused, form) or _own(view, form)) is not None:
            return copied
        others = [panel for panel in view.parts if panel.is_on_screen and panel is not focused]
        for panel in [*([focused] if isinstance(focused, LineWidget) else []), *others]:
            if (copied := _own(panel, form)) is not None:
                return copied
            if isinstance(panel, ReadingPanel) and panel.selected:
                return await self._reading(panel.selected, form)
            if form == "row" and (text := row_text(panel.drawn())):
                return Copied("row", text)
        return None

    async def _reading(self, key: str, form: str) -> Copied:
        context, symbol = self._context, self._context.mirror.index
        reply = await context.client.ask(GetCard(symbol, key))
        if not isinstance(reply, CardReply):
            return Copied(key, reply.message if isinstance(reply, Failure) else "")
        reading = reply.reading
        if form == "cell":
            decimals = quote_decimals(context.mirror.quotes.get(symbol))
            return Copied(f"{key} {symbol}", value_words(reading.value, reading.unit, decimals))
        table = readings_table(symbol, {key: reading}, simulated=context.mirror.facts.simulated)
        return table_text(f"row {key} {symbol}", table, context.mirror.clock())

    @property
    def _shown(self) -> LineWidget | None:
        """The focused panel, else the first one on the screen."""
        view = self._view()
        if isinstance(view.focused, LineWidget):
            return view.focused
        return next((panel for panel in view.parts if panel.is_on_screen), None)

    def _panel(self) -> Copied | None:
        panel, mirror = self._shown, self._context.mirror
        if panel is None:
            return None
        if (copied := _own(panel, "panel")) is not None:
            return copied
        text = panel_text(panel.drawn(), mirror.clock(), simulated=mirror.facts.simulated)
        return Copied(f"panel {panel.id}", text)

    def _whole_view(self) -> Copied | None:
        view, mirror = self._view(), self._context.mirror
        if (copied := _own(view, "view")) is not None:
            return copied
        table = view.export_table()
        return table_text(f"view {view.name}", table, mirror.clock()) if table.rows else None


def _own(place: object, form: str) -> Copied | None:
    """What a panel or a view says for itself."""
    own: Callable[[], Copied | None] | None = getattr(place, f"copied_{form}", None)
    return own() if own is not None else None
