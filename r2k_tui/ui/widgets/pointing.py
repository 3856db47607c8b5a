"""Clicks and the wheel on a panel: what was drawn under the pointer says what happens, and nothing does nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from r2k_tui.ui.drawing.targets import ClickTarget

_LEFT = 1
# Rows for one notch of the wheel.
_NOTCH = 3
# What a click does; it returns an awaitable where it opens a window or another view.
ClickHandler = Callable[[str], Awaitable[object] | None]


class PointedWidget(Widget):
    """Passes a click to the handler `click_<name>(word)` of the target drawn there: the panel's own, else that of the
    nearest widget or screen around it.
    """

    # A drag pans or does nothing; text is selected with the terminal's own modifier key.
    ALLOW_SELECT = False
    # Whether the click that is handled is the second of a double click.
    twice = False

    def target_under(self, x: int, y: int) -> ClickTarget | None:
        """The target drawn in a cell of the panel."""
        raise NotImplementedError

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """A click where no target was drawn."""
        return None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """One notch of the wheel, down where `rows` is positive; False leaves it to what is around the panel."""
        return False

    def follow(self, target: ClickTarget) -> Awaitable[object] | None:
        """Do what a target stands for; nothing where nobody handles it."""
        for node in (self, *self.ancestors):
            handler: ClickHandler | None = getattr(node, f"click_{target.name}", None)
            if handler is not None:
                return handler(target.word)
        return None

    def click_key(self, key: str) -> None:
        """Press a key that a window names; `-` stands for the `+` in the name of a key."""
        self.app.simulate_key(key.replace("-", "+"))

    def on_click(self, event: Click) -> None:
        """Follow the target under the pointer; what opens is awaited by the app, since it may cover this panel."""
        if event.button != _LEFT:
            return
        event.stop()
        self.twice = event.chain % 2 == 0
        target = self.target_under(event.x, event.y)
        opening = self.clicked(event.x, event.y) if target is None else self.follow(target)
        if opening is not None:
            self.app.call_later(lambda: opening)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll down."""
        if self.wheeled(_NOTCH, event.x, event.y):
            event.stop()

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll up."""
        if self.wheeled(-_NOTCH, event.x, event.y):
            event.stop()
