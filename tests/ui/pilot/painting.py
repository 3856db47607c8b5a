"""An app without a terminal, painted as R2K paints: what changed, once, when the app has come to rest."""

from __future__ import annotations

from functools import partialmethod
from typing import Any
from weakref import WeakKeyDictionary

from rich.console import Console, RenderableType
from textual._compositor import CompositorUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.screen import Screen

from r2k_tui.ui.terminal.compositor import Update, _drawn

# Rich makes the name of a picture from all of its text; comparison with the stored one leaves the name out.
export_svg = partialmethod(Console.export_svg, unique_id="terminal-1")

_due: WeakKeyDictionary[App[Any], list[Update]] = WeakKeyDictionary()


def keep_update(app: App[Any], screen: Screen[object], renderable: RenderableType | CompositorUpdate | None) -> None:
    """In place of `App._display`, which does nothing without a terminal: what would be drawn waits for `paint`."""
    if isinstance(renderable, Update) and app._running and not app._batch_count:
        waiting = _due.setdefault(app, [])
        if renderable.whole:
            waiting.clear()
        waiting.append(renderable)


def paint(app: App[Any]) -> None:
    """Draw what is due: a widget that cannot be drawn fails here, as it does in a terminal."""
    for update in _due.pop(app, ()):
        root = update._compositor.root
        if root is not None and root.is_attached:
            visible_screen_stack.set(list(app._background_screens))
            for _ in _drawn(update._compositor, update._spans, app.console):
                pass
