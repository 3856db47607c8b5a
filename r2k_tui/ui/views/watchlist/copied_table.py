"""Copies of the quote table, whose code is loaded with the first copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from r2k_tui.ui.drawing.copied import Copied
    from r2k_tui.ui.views.watchlist.copying import QuoteCopies


class CopiedTable(LineWidget):
    """A table of quotes that can be copied."""

    _app_context: AppContext
    _holdings: HoldingReturns

    @property
    def rows(self) -> tuple[str, ...]:
        """The symbols of the shown list in order, filtered."""
        raise NotImplementedError

    def _copies(self) -> QuoteCopies:
        from r2k_tui.ui.views.watchlist.copying import QuoteCopies

        return QuoteCopies(self._app_context, self._holdings, lambda: self.rows)

    def copied_cell(self) -> Copied | None:
        """See QuoteCopies."""
        return self._copies().cell()

    def copied_row(self) -> Copied | None:
        """See QuoteCopies."""
        return self._copies().row()

    def copied_panel(self) -> Copied:
        """See QuoteCopies."""
        return self._copies().panel()
