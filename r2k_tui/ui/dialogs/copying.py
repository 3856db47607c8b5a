"""Windows whose contents can be copied with the key that copies in a view."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.screen import ScreenResultType

from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.copied import Copied


class CopyRequest(Message):
    """Something to copy; the app does it."""

    def __init__(self, copied: Copied) -> None:
        super().__init__()
        self.copied = copied


class CopyingWindow(Window[ScreenResultType]):
    """A window with one thing to copy, at once."""

    # The id binds it to the user's key.
    BINDINGS = [Binding("Y", "copy", "Copy", id="copy", priority=True)]

    def copied(self) -> Copied | None:
        """What is copied; None while there is nothing."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy what the window shows."""
        copied = self.copied()
        if copied is None:
            self.notify("nothing to copy yet", timeout=3)
        else:
            self.post_message(CopyRequest(copied))
