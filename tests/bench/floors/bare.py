"""A Textual app with one word in it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows HELLO."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("HELLO")


if __name__ == "__main__":
    Bare().run()
