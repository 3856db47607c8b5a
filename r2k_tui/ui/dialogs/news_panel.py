"""The headlines of one symbol: a list, and each in full."""

from __future__ import annotations

from r2k_tui.model.market.news import Headline
from r2k_tui.ui.dialogs.drawing.news import headline_in_full, headline_list
from r2k_tui.ui.drawing.ages import ago
from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.drawing.trouble import words_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.line_widget import LineWidget

# In a narrower window the border holds the title alone.
_WITH_AGE = 60


class NewsPanel(LineWidget, can_focus=True):
    """Owns the cursor; `failure` says why no headlines came, "" where nothing is wrong."""

    def __init__(self, mirror: Mirror, symbol: str, hint: str) -> None:
        super().__init__(id="news")
        self._mirror, self._symbol, self._hint = mirror, symbol, hint
        self._chosen: Headline | None = None
        self._top = self._first = self._hidden = 0
        self.in_full = False
        self.failure, self.requesting = "", True

    @property
    def items(self) -> tuple[Headline, ...]:
        """The headlines, newest first."""
        result = self._mirror.news.get(self._symbol)
        return result.headlines if result is not None else ()

    @property
    def chosen(self) -> Headline | None:
        """The headline under the cursor; the cursor stays on it while newer ones arrive."""
        if self._chosen in self.items:
            return self._chosen
        return next(iter(self.items), None)

    def move(self, rows: int) -> None:
        """Move the cursor. With a headline open, scroll it, or open the next where there is nothing to scroll."""
        items, chosen = self.items, self.chosen
        if self.in_full and self._hidden:
            self._first = max(0, min(self._first + rows, self._hidden))
        elif chosen is not None:
            self._chosen = items[max(0, min(len(items) - 1, items.index(chosen) + rows))]
        self.paint()

    def open(self, *, in_full: bool) -> None:
        """Show the headline under the cursor in full, or the list again."""
        self.in_full = in_full and self.chosen is not None
        self._chosen, self._first = self.chosen, 0
        self.paint()

    def clicked(self, x: int, y: int) -> None:
        """Put the cursor on the clicked headline; a second click shows it in full."""
        if self.in_full:
            return
        place = self._top + y - 1
        if 0 < y < self.size.height - 1 and 0 <= place < len(self.items):
            self._chosen = self.items[place]
            self.open(in_full=self.twice)

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Move the cursor; in a headline that is open, scroll it."""
        if not self.in_full or self._hidden:
            self.move(rows)
        return True

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        now, room = self._mirror.clock(), max(1, height - 2)
        # Pin the headline that the person sees, whatever arrives next.
        self._chosen = self.chosen
        title: Line = (("News", "bright"), (f" {self._symbol}", "accent"))
        if self._mirror.facts.simulated:
            title = (*title, (" ", "text"), (" SIMULATED ", "alarm"))
        return framed(
            self._body(width - 2, room, now),
            width,
            height,
            title,
            self._updated(width, now),
            ((self._hint, "dim"),),
            focus=True,
        )

    def _body(self, width: int, room: int, now: float) -> list[Line]:
        chosen, items = self.chosen, self.items
        if chosen is None:
            return [((f" {self._nothing()}", "dim"),)]
        if self.in_full:
            lines = headline_in_full(chosen, width, now)
            self._hidden = max(0, len(lines) - room)
            return lines[min(self._first, self._hidden) :]
        trouble: list[Line] = [((f" {self._trouble()}", "warn"),)] if self._trouble() else []
        rows = max(1, room - len(trouble))
        place = items.index(chosen)
        self._top = max(place - rows + 1, min(self._top, place))
        shown = items[self._top : self._top + rows]
        return [*headline_list(shown, place - self._top, width, now), *trouble]

    def _nothing(self) -> str:
        if self.failure:
            return self.failure
        if self.requesting:
            return f"requesting headlines of {self._symbol}"
        return f"{self._mirror.facts.name} has no headlines of {self._symbol}"

    def _trouble(self) -> str:
        feed = self._mirror.feeds.get("news")
        words = words_of(feed, self._mirror.clock(), self._mirror.keys) if feed is not None else ""
        return self.failure or words

    def _updated(self, width: int, now: float) -> Line:
        result = self._mirror.news.get(self._symbol)
        if result is None or width < _WITH_AGE:
            return ()
        return ((f"{self._mirror.facts.name}, updated {ago(result.fetched_at, now)}", "dim"),)
