"""The ledger as a list with a cursor; another panel shows the claim under it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from r2k_tui.ui.widgets.reading_panel import Border, Entries, Open, ReadingPanel


class LedgerPanel(ReadingPanel):
    """Rows of claims; `moved` is called when the cursor moves to another one."""

    def __init__(self, border: Callable[[], Border], entries: Entries, opened: Open, moved: Callable[[], None]) -> None:
        super().__init__(border, entries, opened, id="ledger")
        self._moved = moved

    def on_key_move(self, rows: int) -> None:
        """See ReadingPanel."""
        super().on_key_move(rows)
        self._moved()

    def choose(self, key: str) -> None:
        """See ReadingPanel."""
        super().choose(key)
        self._moved()

    def on_key_open(self, _: int) -> Awaitable[object] | None:
        """Open the evidence of the claim under the cursor."""
        self.focus()
        return self._open(self.selected) if self.selected else None
