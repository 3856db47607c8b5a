"""The header, the footer, and the notice of a window that is too small."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.timer import Timer

from r2k_tui.ui.drawing.lines import Line, Run, whole
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.header.header import StoredHeader, header, stored_header
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.stale import stale_line

# Help and quit, the last entries of the footer, are always shown.
_ALWAYS = 2
_WORDS_S, _LETTER_S = 2.0, 0.05


class HeaderBar(LineWidget):
    """The header, in one or two lines."""

    DEFAULT_CSS = "HeaderBar { height: 1; background: $panel; }"

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(id="header")
        self._mirror = mirror

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        return header(self._mirror, width, height, self._mirror.clock())

    def stored_header(self) -> StoredHeader:
        """The header of a stored picture, its lines as those of `stored`."""
        found = stored_header(self._mirror, *self.size, self._mirror.clock())
        return found._replace(lines=[stale_line(line) for line in self.in_characters(found.lines)])

    def stored(self) -> list[Line]:
        """See LineWidget."""
        return self.stored_header().lines


class FooterBar(LineWidget):
    """The keys of the current view."""

    DEFAULT_CSS = "FooterBar { height: 1; background: $panel; }"

    def __init__(
        self, title: str, entries: Callable[[], Sequence[tuple[str, str]]], of: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(id="footer")
        self._title, self._entries, self._of, self._words = title, entries, of, ""
        self._timer: Timer | None = None

    def cache_key(self) -> object:
        """See LineWidget. The entries depend on `of`: the focus, the actions and the denied requests."""
        return self._words, self._of()

    @property
    def words(self) -> str:
        """The message shown now, "" while the keys are."""
        return self._words

    def say(self, words: str, seconds: float | None = None) -> None:
        """Show a message in place of the keys, for `seconds` or as long as it takes to read."""
        self._words = words
        self.paint()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds or max(_WORDS_S, len(words) * _LETTER_S), self.say_no_more)

    def say_no_more(self) -> None:
        """Show the keys again."""
        self._words = ""
        self.paint()

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget. Where not all entries fit, those before help and quit are left out first."""
        if self._words:
            return [whole(((f" {self._words}", "bright"),), width)]
        shown = list(self._entries())
        title = f" {self._title.capitalize()} "
        while len(shown) > _ALWAYS and sum(len(key) + len(label) + 3 for key, label in shown) > width - len(title):
            shown.pop(-_ALWAYS - 1)
        keys = (run for key, label in shown for run in _entry(key, label))
        return [(aimed((title, "bright"), "views"), *keys)]


def _entry(key: str, label: str) -> list[Run]:
    """One entry: a click on a key, or on its word, does what the key does."""
    keys = [aimed((f" {one}", "key"), "footer", f"{label}:{place}") for place, one in enumerate(key.split(" "))]
    return [*keys, aimed((f" {label} ", "dim"), "footer", f"{label}:0" if len(keys) == 1 else label)]


class TooSmall(LineWidget):
    """Shown alone in a window too small for anything else."""

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        return [(("too small", "warn"),), (("q quits", "dim"),)]
