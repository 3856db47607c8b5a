"""The newest headlines, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.news import Headline
from r2k_tui.ui.dialogs.drawing.news import headline_list
from r2k_tui.ui.drawing.ages import age
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.trouble import words_of
from r2k_tui.ui.widgets.board_panel import BoardPanel, message_lines

_TOPIC = "news"


class HeadlinesPanel(BoardPanel):
    """Headlines that the engine polls anyway: of the index, its fund, and what was read before. Requests nothing."""

    NAME, TITLE, OPENS, AGES = "news", "News", "panel('news', 0)", True

    @property
    def items(self) -> tuple[Headline, ...]:
        """The headlines of all symbols, each once, newest first; those without a time last."""
        found = {(item.url, item.title): item for news in self.mirror.news.values() for item in news.headlines}
        return tuple(sorted(found.values(), key=lambda item: item.time or 0.0, reverse=True))

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""
        items, now, feed = self.items, self.mirror.clock(), self.mirror.feeds.get(_TOPIC)
        trouble = words_of(feed, now, self.mirror.keys) if feed is not None else ""
        lines = message_lines(trouble, width, "warn") if trouble else []
        if not items and not trouble:
            return message_lines(f"no headlines of {self.mirror.index} and its fund yet", width)
        return [*headline_list(items, -1, width, now), *lines]

    def source(self) -> Line:
        """See BoardPanel: the source, and when it was read last."""
        fetched = max((news.fetched_at for news in self.mirror.news.values()), default=None)
        told = "" if fetched is None else f", updated {age(max(0.0, self.mirror.clock() - fetched))} ago"
        return ((f"{self.mirror.facts.name}{told}", "dim"),)
