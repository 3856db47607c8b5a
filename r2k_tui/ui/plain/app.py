"""The monitor as lines of text: the app runs without a picture, and what its keys and its engine change is said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from r2k_tui.link.engine_client import EngineEvent
from r2k_tui.ui.actions.table import Task, help_entry, shown_key
from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.drawing.awaited import is_unready
from r2k_tui.ui.drawing.outage import outage_lines
from r2k_tui.ui.drawing.trouble import is_outage
from r2k_tui.ui.kiosk import KioskApp
from r2k_tui.ui.plain.announcements import Announcement, AnnouncementQueue, Rank
from r2k_tui.ui.plain.news import MarketNews
from r2k_tui.ui.plain.prompt import PromptReader
from r2k_tui.ui.plain.reading import chosen_text, panel_text, selected_text, view_text, window_text
from r2k_tui.ui.plain.text import changed_lines, plain_lines, plain_text
from r2k_tui.ui.views.base import View
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import spelled_out, to_ascii

# The window that nobody sees: wide and high enough that views show every panel.
SIZE = Size(120, 60)
# Keys of this mode alone: what they do and what the help says of them.
READ_PANEL, READ_VIEW, READ_HEADER = "0", "'", ":"
OWN_KEYS = (
    (READ_PANEL, "Read the panel again"),
    (READ_VIEW, "Read the whole view"),
    (READ_HEADER, "Read the header"),
)
_TICK_S, _LOADED_WITHIN_S, _PATIENCE_S = 0.25, 4.0, 20.0
_ROW_KEYS = ("up", "down", "pageup", "pagedown", "ctrl+n", "ctrl+p")
# Width of text that is not cut into lines.
_WIDE = 200
# Lines that are read without being asked for.
_MOST_LINES = 16
_WELCOME = "R2K, plain mode. ? lists the keys, q quits. Number keys show views, Tab the next panel, j and k move."

Say = Callable[[str], None]


class PlainApp(R2KApp):
    """The app with a voice: `say` prints one line. `threshold`: change of a price that is announced, a fraction."""

    def give_voice(self, say: Say, echo: Say, threshold: float) -> None:
        """Set where lines go; call before the app runs. `echo` writes what is typed into a prompt, as it is."""
        self._print_line, self._echo = say, echo
        self._queue, self._market_news = AnnouncementQueue(), MarketNews(self._mirror, threshold)
        self._welcomed, self._joined_at = False, float("inf")
        self._awaited = float("-inf")
        self._read: View | None = None
        self._prompt, self._outage_told, self._answering = PromptReader(), False, False

    def say(self, lines: str | Iterable[str]) -> None:
        """Print lines now, in answer to a key."""
        for line in (lines,) if isinstance(lines, str) else lines:
            if words := plain_text(line):
                self._print_line(to_ascii(words) if self.has_class("-ascii") else words)
        self._queue.spoken(time.monotonic())

    def on_mount(self) -> None:
        """Start to speak, with what the keys are. Textual runs the handler of the base class by itself."""
        self.say(_WELCOME)
        self.set_interval(_TICK_S, self._announce)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        about: str = "",
    ) -> None:
        """Announce a notice, such as an alert, in place of showing it."""
        words = f"{title}: {message}" if title else message
        self._queue.add(Announcement(words, Rank.ALERT, words), time.monotonic())

    def _receive(self, event: EngineEvent) -> None:
        super()._receive(event)
        now = time.monotonic()
        for announcement in self._market_news.take(self.context.lists.shown.symbols):
            if not (self._mirror.paused and announcement.rank is Rank.PRICE):
                self._queue.add(announcement, now)
        if self._mirror.connected and self.screen_stack:
            self._joined_at = min(self._joined_at, now)
            self._welcome(now)
            self._tell_outage()

    def _welcome(self, now: float) -> None:
        """Read the first view once there are prices, or a reason why there are none."""
        mirror, symbols = self._mirror, self.context.lists.shown.symbols
        ready = any(symbol in mirror.quotes for symbol in symbols) or bool(mirror.failing_topics())
        if not self._welcomed and (ready or now - self._joined_at > _PATIENCE_S):
            self._welcomed = True
            self._say_view()

    def _tell_outage(self) -> None:
        """Read once why there are no prices, and the ways on."""
        if self._welcomed and not self._outage_told and is_outage(self._mirror):
            self._outage_told = True
            ways = not (self.context.kiosk or self._mirror.refused)
            self.say(plain_lines(outage_lines(self._mirror, _WIDE, self._mirror.clock(), ways=ways)))
            if self._offer:
                self.say(self._offer)

    def _say_view(self) -> None:
        text = self._focused_text()
        if self._read is self.view:
            # Back from a window.
            self.say([self._title(), selected_text(self.focused, self._mirror) or "".join(text[:1])])
        else:
            self._read = self.view
            self.say([self._title(), *_beginning(text)])
        self._await(text)

    def _await(self, text: Sequence[str]) -> None:
        """A panel that is not ready yet is read again once it is."""
        self._awaited = time.monotonic() + _PATIENCE_S if is_unready(text) else float("-inf")

    def _announce(self) -> None:
        # Without a screen the app is about to end; what a key changes is said first.
        if self._answering or not self.screen_stack:
            return
        if self.is_typing:
            self._read_prompt()
            return
        if self._awaited > time.monotonic() and not is_unready(text := self._focused_text()):
            self._awaited = float("-inf")
            self.say(_beginning(text))
        found = self._queue.next(time.monotonic())
        if found is not None:
            words = plain_text(found.words)
            self._print_line(to_ascii(words) if self.has_class("-ascii") else words)

    def _read_prompt(self) -> None:
        """Read what a prompt shows once the typing pauses; what is typed stands on a line of its own after that.

        Nothing else is said meanwhile: it would take the line apart.
        """
        if said := self._prompt.take(self._prompt_text(), time.monotonic()):
            self._say_between(said)

    def _say_between(self, lines: Sequence[str]) -> None:
        self._echo("\n")
        self.say(lines)
        self._echo(self._input_value())

    def _input_value(self) -> str:
        return self.focused.value if isinstance(self.focused, Input) else ""

    def _prompt_text(self) -> list[str]:
        return window_text(self.screen, self._mirror, typed=False)

    @property
    def is_typing(self) -> bool:
        """Whether a prompt takes the keys."""
        return bool(self.screen_stack) and isinstance(self.focused, Input)

    async def press(self, pilot: Pilot[Any], key: str) -> None:
        """Press a key, and say what it changed."""
        if not self.is_typing and self._own_key(key):
            return
        self._answering = True
        try:
            await self._press(pilot, key)
        finally:
            self._answering = False

    async def _press(self, pilot: Pilot[Any], key: str) -> None:
        before_screen, before_panel, typing = self.screen, self.focused, self.is_typing
        before, selected = self._focused_text(), selected_text(before_panel, self._mirror)
        if not typing:
            self._prompt.close()
        chosen, typed = (chosen_text(before_screen), self._input_value()) if typing else ("", "")
        await pilot.press(key)
        await self._loaded()
        if not self.is_running or not self.screen_stack:
            return
        if typing and self.is_typing and self.screen is before_screen:
            self._typed_key(key, chosen, typed)
            return
        if typing:
            self._echo("\n")
        self._report(key, before_screen, before_panel, before, selected)

    def _own_key(self, key: str) -> bool:
        if key == READ_PANEL:
            self.say(self._focused_text() or ["nothing here"])
        elif key == READ_VIEW:
            self.say(view_text(self.view) if isinstance(self.screen, View) else self._window())
        elif key == READ_HEADER:
            self.say(view_text(self.view)[:1])
        elif any(action.id == "help" and key in _typed(action.keys) for action in self.context.actions):
            self._say_help()
        else:
            return False
        return True

    def _say_help(self) -> None:
        entries = (*map(help_entry, self.context.actions), *OWN_KEYS)
        self.say(f"{spelled_out(keys)}: {title}" for keys, title in entries)

    def _report(self, key: str, screen: object, panel: Widget | None, before: Sequence[str], selected: str) -> None:
        """Say what is different from before a key."""
        self._awaited = float("-inf")
        if self.screen is not screen:
            if isinstance(self.screen, View):
                self._say_view()
            else:
                self.say(self._window())
                self._await(self._window())
                self._prompt.open(self._prompt_text())
            return
        after, now = self._focused_text(), selected_text(self.focused, self._mirror)
        if self.focused is not panel:
            self.say(_beginning(after))
            self._await(after)
        elif now != selected and now:
            self.say(now)
        elif not isinstance(self.screen, View):
            self.say(_beginning(changed_lines(before, self._window())))
        elif said := self.view.foot.words:
            self.say(said)
        else:
            self.say(_beginning(changed_lines(before, after)) or (["no change"] if self._moves(key) else []))
            self._await(after)

    def _moves(self, key: str) -> bool:
        return any(key in _typed(one.keys) for one in self.context.actions if one.task is Task.MOVE)

    def _title(self) -> str:
        return f"{(self.view.name or '').capitalize()} view."

    def _focused_text(self) -> list[str]:
        """The text of the focused panel, else of the first of the view; of a window, all of it."""
        if not isinstance(self.screen, View):
            return self._window()
        panel = self.focused if isinstance(self.focused, LineWidget) else next(iter(self.view.parts), None)
        return panel_text(panel, self._mirror) if isinstance(panel, LineWidget) else []

    def _window(self) -> list[str]:
        return window_text(self.screen, self._mirror)

    def _typed_key(self, key: str, chosen: str, typed: str) -> None:
        """Echo a key, or read the row that it chose."""
        now = chosen_text(self.screen)
        if key in _ROW_KEYS and now and now != chosen:
            self._say_between([now])
            return
        self._prompt.typed(time.monotonic())
        # A `y` that accepts what is offered is no letter of the line.
        if self._input_value() != typed:
            self._echo_key(key)

    def _echo_key(self, key: str) -> None:
        if key == "backspace":
            self._echo("\b \b")
        elif len(key) == 1 or key == "space":
            self._echo(" " if key == "space" else key)

    async def _loaded(self) -> None:
        """Wait for what a view requests of the engine, but not long."""
        loading = [worker for worker in self.workers if worker.group == "load" and not worker.is_finished]
        if loading:
            with suppress(Exception):
                async with asyncio.timeout(_LOADED_WITHIN_S):
                    await self.workers.wait_for_complete(loading)


class PlainKioskApp(PlainApp, KioskApp):
    """The same as a forced command."""


def _beginning(text: Sequence[str]) -> list[str]:
    """As much of a text as one wants to hear unasked."""
    if len(text) <= _MOST_LINES:
        return list(text)
    return [*text[: _MOST_LINES - 1], f"{len(text) - _MOST_LINES + 1} more lines; {READ_PANEL} reads all"]


def _typed(keys: Sequence[str]) -> set[str]:
    """Names and characters of keys."""
    return {*keys, *(shown_key(key) for key in keys)}
