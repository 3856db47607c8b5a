"""Exports the view to a file: as a picture, as text, or its data as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.table_export import Piece, csv_text, screen_text

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.views.base import View

# Bounds the search for a free name within one second.
_MOST_COPIES = 100


class Exporter:
    """Names and writes exports."""

    def __init__(self, app: App[None], context: AppContext, view: Callable[[], View]) -> None:
        self._app, self._context, self._view = app, context, view

    async def open_choice(self) -> None:
        """Ask for the format."""
        from r2k_tui.ui.dialogs.choice import ChoiceScreen

        if self._context.kiosk:
            self._app.notify("no export in kiosk mode", severity="warning")
            return
        forms = (("s", "svg", "picture (SVG)"), ("t", "txt", "text"), ("c", "csv", "data (CSV)"))
        await self._app.push_screen(ChoiceScreen(f"Export {self._view().name}", forms), self._chosen)

    def _chosen(self, form: str | None) -> None:
        if form:
            # The window must be closed before the picture is taken.
            self._app.call_after_refresh(self._write, form)

    def _write(self, form: str) -> None:
        try:
            # The content first: if it fails, no file is created.
            content = self._content(form)
            path = self._new_path(form)
            try:
                path.write_text(content, "utf-8")
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        except OSError as error:
            where = self._folder().absolute()
            self._app.notify(f"not exported to {where}: {error.strerror}", severity="error")
        else:
            self._app.notify(f"exported: {path}")

    def _folder(self) -> Path:
        return Path(self._context.display.export_folder).expanduser()

    def _new_path(self, form: str) -> Path:
        """A new file; existing files are never overwritten. Raises OSError."""
        mirror = self._context.mirror
        stamp = datetime.fromtimestamp(mirror.clock(), NEW_YORK).strftime("%Y%m%d-%H%M%S")
        facts = mirror.facts
        kind = "-SIMULATED" if facts.simulated else "-REPLAY" if facts.replay is not None else ""
        name = f"r2k-{self._view().name}-{stamp}{kind}"
        folder = self._folder().absolute()
        folder.mkdir(parents=True, exist_ok=True)
        for copy in range(1, _MOST_COPIES):
            path = folder / f"{name}{f'-{copy}' if copy > 1 else ''}.{form}"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path
        raise FileExistsError(17, "too many exports in one second", str(folder))

    def _content(self, form: str) -> str:
        view = self._view()
        if form == "svg":
            # Made of strips: the terminal itself receives changed cells only.
            return self._app.export_screenshot(title=f"R2K {view.name}", simplify=True)
        if form == "csv":
            return csv_text(view.export_table())
        panels = [panel for panel in (view.head, *view.parts, view.foot) if panel.is_on_screen]
        return screen_text(
            Piece(panel.region.x, panel.region.y, [panel.render_line(y).text for y in range(panel.size.height)])
            for panel in panels
        )
