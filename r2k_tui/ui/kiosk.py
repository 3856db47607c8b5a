"""The monitor as a forced command: no way out of it, neither R2K's nor Textual's."""

from __future__ import annotations

from typing import Any

from r2k_tui.ui.app import R2KApp


class KioskApp(R2KApp):
    """Opens no page, writes no file, sends no file, copies nothing, and cannot be suspended."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Refuse to open a page."""
        self._refuse("no browser in kiosk mode")

    def copy_to_clipboard(self, text: str) -> None:
        """Refuse to write to a clipboard."""
        self._refuse("no copying in kiosk mode")

    def action_suspend_process(self) -> None:
        """Refuse to suspend."""
        self._refuse("no suspending in kiosk mode")

    def suspend(self) -> Any:
        """Refuse: there is no shell to return to. Raises RuntimeError."""
        raise RuntimeError("the app cannot be suspended in kiosk mode")

    def deliver_text(self, *_: object, **__: object) -> None:
        """Refuse to send a file."""
        self._refuse("no files in kiosk mode")

    def deliver_binary(self, *_: object, **__: object) -> None:
        """Refuse to send a file."""
        self._refuse("no files in kiosk mode")

    def deliver_screenshot(self, *_: object, **__: object) -> None:
        """Refuse to send a file."""
        self._refuse("no files in kiosk mode")

    def save_screenshot(self, *_: object, **__: object) -> str:
        """Refuse to write a file."""
        self._refuse("no files in kiosk mode")
        return ""

    def _refuse(self, words: str) -> None:
        self.notify(words, severity="warning")
