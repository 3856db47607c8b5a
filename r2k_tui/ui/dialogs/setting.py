"""The window of one setting: what it is, where it stands, and a line to change it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from r2k_tui.config.listing import ListedSetting
from r2k_tui.model.text import clean
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.widgets.plain_ascii import PlainText

# Takes table, key and the typed value; returns where it was written. Raises ValueError or OSError.
ChangeSetting = Callable[[str, str, str], str]
_LONGEST = 300


def setting_words(setting: ListedSetting, *, changeable: bool) -> str:
    """Everything known of a setting, in lines."""
    place = f"{setting.file}:{setting.line}"
    if setting.changeable and changeable:
        how = "Enter writes the value to your file; Esc closes"
    else:
        how = f"change it in your file: `r2k config path` names it, this is [{setting.table}] {setting.key}; Esc closes"
    lines = [
        f"{setting.name} = {setting.value}",
        clean(setting.comment, 400),
        f"one of: {' '.join(setting.choices)}" if setting.choices else "",
        place if setting.own else f"{place} (the default; your file does not set it)",
        f"a change takes effect {setting.takes_effect}; {how}",
    ]
    return "\n".join(filter(None, lines))


class SettingScreen(Window[str | None]):
    """Shows a setting. `change` writes what is typed, once it is checked; None where nothing may be changed here.

    Returns where the change was written, None without one.
    """

    BINDINGS = [Binding("escape", "dismiss", "Close", priority=True)]
    DEFAULT_CSS = """
    SettingScreen { align: center bottom; background: transparent; }
    SettingScreen > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    SettingScreen Input { padding: 0; background: $surface; }
    SettingScreen Static { height: auto; }
    SettingScreen Static.-wrong { color: $error; }
    """

    def __init__(self, setting: ListedSetting, change: ChangeSetting | None) -> None:
        super().__init__()
        self._setting, self._change = setting, change
        self._below = PlainText("")

    def compose(self) -> ComposeResult:
        """See Screen."""
        changeable = self._change is not None and self._setting.changeable
        with Vertical():
            yield PlainText(setting_words(self._setting, changeable=changeable))
            if changeable:
                line = Input(self._setting.value, max_length=_LONGEST, compact=True, select_on_focus=False)
                line.cursor_blink = False  # a blinking cursor would send bytes forever
                yield line
                yield self._below

    def on_input_changed(self) -> None:
        """Clear the last refusal."""
        self._below.update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the value; a refused one stays in the line, to be mended."""
        event.stop()
        text = clean(event.value, _LONGEST)
        if text == self._setting.value:
            self.dismiss(None)
        else:
            self._write(text)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _write(self, text: str) -> None:
        assert self._change is not None
        try:
            where = await asyncio.to_thread(self._change, self._setting.table, self._setting.key, text)
        except (OSError, ValueError) as error:
            self._below.set_class(True, "-wrong")
            self._below.update(str(error))
        else:
            self.dismiss(where)
