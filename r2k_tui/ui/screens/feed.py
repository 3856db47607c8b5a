"""Feed: the health of every topic, everything that is missing, and the log."""

from __future__ import annotations

from r2k_tui.ui.desk import Desk
from r2k_tui.ui.present.lines import Line
from r2k_tui.ui.present.topics import problem_lines, topic_lines
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.widgets.log_panel import LogPanel
from r2k_tui.ui.widgets.text_panel import TextPanel

# The most of the screen's height that they take, and the least rows of each.
_TOPICS, _PROBLEMS, _LEAST, _ALL = 0.45, 0.2, 4, 40


class FeedView(View):
    """View 9. The log takes the keys, unless another panel was chosen with Tab."""

    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "feed")
        self._topics = TextPanel("Topics", self._health, id="topics")
        self._problems = TextPanel("Missing or wrong", self._missing, id="problems")
        self._log = LogPanel(desk.mirror)
        self.parts = (self._topics, self._problems, self._log)

    def on_screen_resume(self) -> None:
        """See View."""
        super().on_screen_resume()
        # Only once they were laid out is it known how many rows they need.
        self.call_after_refresh(self._divide)

    def paint(self) -> None:
        """See View."""
        super().paint()
        self._divide()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self._topics.paint()
        self._divide()

    def _divide(self) -> None:
        """Give topics and problems the rows that they need, up to a share of the screen; the log has the rest.

        They grow and do not shrink: nothing jumps about while a symbol fails and comes back.
        """
        for panel, share in ((self._topics, _TOPICS), (self._problems, _PROBLEMS)):
            given = panel.styles.inline.height
            if self.has_class("-widest"):
                # They lie beside each other: the style sheet says how high.
                panel.styles.height = None
            elif panel.rows_wanted:
                # Where the panels scroll as a whole, a topic is never hidden twice.
                most = _ALL if self.has_class("-low") else max(_LEAST, int(self.size.height * share))
                rows = min(most, max(_LEAST, panel.rows_wanted, int(given.value) if given is not None else 0))
                if given is None or given.value != rows:
                    panel.styles.height = rows

    def hand_move(self, lines: int) -> None:
        """Scroll the log; on a screen so low that the panels themselves scroll, those."""
        panels = self.query_one("#panels")
        if panels.max_scroll_y:
            panels.scroll_relative(y=lines, animate=False)
        else:
            self._log.hand_move(lines)

    def hand_filter(self, _: int) -> None:
        """Show only the entries of the log with some words."""
        from r2k_tui.ui.screens.words import WordsPrompt

        question = "Show what of the log? Words of topic, level or message; Esc shows everything"
        self.app.push_screen(WordsPrompt(question, self._log.words, self._log.show_only))

    def hand_back(self, _: int) -> None:
        """The whole log again, and no panel chosen."""
        self.set_focus(None)
        self._log.show_only("")

    def _health(self, width: int, _: int) -> list[Line]:
        return topic_lines(self.mirror, width, self.mirror.clock())

    def _missing(self, width: int, _: int) -> list[Line]:
        return problem_lines(self.mirror, width)
