"""The ledger as a list with a cursor; what is under it shows in another panel."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from r2k_tui.ui.widgets.reading_panel import Border, Entries, ReadingPanel


class LedgerPanel(ReadingPanel):
    """Rows of claims; `moved` is called when the cursor stands on another one."""

    class Chosen(Message):
        """The evidence of a claim is asked for."""

        def __init__(self, claim: str) -> None:
            super().__init__()
            self.claim = claim

    def __init__(self, border: Callable[[], Border], entries: Entries, moved: Callable[[], None]) -> None:
        super().__init__(border, entries, lambda: "", id="ledger")
        self._moved = moved

    def hand_move(self, rows: int) -> None:
        """See ReadingPanel."""
        super().hand_move(rows)
        self._moved()

    def hand_open(self, _: int) -> None:
        """What stands behind the claim under the cursor."""
        self.focus()
        if self.selected:
            self.post_message(self.Chosen(self.selected))
