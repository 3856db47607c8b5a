"""The feed view: alert rules and fired alerts, health of every topic, problems, the log."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import AwaitMount, Widget

from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.actions.table import key_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.copied import Copied, panel_text
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.targets import all_aimed
from r2k_tui.ui.views.feed.alert_panels import RulesPanel
from r2k_tui.ui.views.feed.alerts import fired_lines
from r2k_tui.ui.views.feed.log_panel import LogPanel
from r2k_tui.ui.views.feed.notices import notice_lines
from r2k_tui.ui.views.feed.rule_keys import RulesView
from r2k_tui.ui.views.feed.topics import problem_lines, topic_lines
from r2k_tui.ui.widgets.text_panel import TextPanel

# The largest share of the screen's height for each panel, its fewest rows, and the most rows where all panels scroll.
_TOPICS, _PROBLEMS, _LEAST, _ALL = 0.45, 0.2, 4, 40


# Rules change with every quote; while they are shown they are requested at this interval (seconds).
_RULES_S = 3.0
_PAGES = ("-alerts-page", "-feed-page")


class FeedView(RulesView):
    """View 9. Keys go to the log, unless another panel was focused with Tab; the last notices take its place on a key.

    Where there is no room for everything, the view has two pages, feed and alerts; left and right turn them, and it
    opens on the alerts where some are new.
    """

    STORABLE = False
    DEFAULT_CSS = """
    FeedView #topics { height: 10; }
    FeedView #problems { height: 4; }
    FeedView #rules { height: 3fr; }
    FeedView #fired { height: 2fr; }
    /* Two pages, turned with left and right, where both do not fit. */
    FeedView.-alerts-page #topics, FeedView.-alerts-page #problems, FeedView.-alerts-page #log,
    FeedView.-alerts-page #notices,
    FeedView.-feed-page #rules, FeedView.-feed-page #fired { display: none; }
    FeedView.-wide.-tall #panels > *, FeedView.-wide.-tallest #panels > *, FeedView.-widest.-tall #panels > *,
    FeedView.-widest.-tallest #panels > * { display: block; height: 1fr; }
    FeedView.-wide.-tall #panels, FeedView.-wide.-tallest #panels, FeedView.-widest.-tall #panels,
    FeedView.-widest.-tallest #panels { layout: grid; grid-size: 2; grid-rows: 13 9 1fr; }
    FeedView.-wide.-tallest #panels, FeedView.-widest.-tallest #panels { grid-rows: 16 12 1fr; }
    FeedView.-wide.-tall #log, FeedView.-wide.-tallest #log, FeedView.-widest.-tall #log,
    FeedView.-widest.-tallest #log { column-span: 2; }
    FeedView.-wide.-tall #notices, FeedView.-wide.-tallest #notices, FeedView.-widest.-tall #notices,
    FeedView.-widest.-tallest #notices { column-span: 2; }
    FeedView.-low #panels { overflow-y: auto; scrollbar-size-vertical: 1; }
    FeedView.-low #log, FeedView.-low #notices { height: 8; }
    """

    AUTO_FOCUS = ""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "feed")
        self._topics = TextPanel("Topics", self._health, id="topics", foot=lambda: self._other_page("right", "Alerts"))
        self._problems = TextPanel("Problems", self._missing, id="problems")
        self._log = LogPanel(context.mirror, lambda: self._in_new_york("Notices"))
        self._notices = TextPanel("Notices", self._told, id="notices", foot=lambda: self._in_new_york("Log"))
        self._notices.display = self._shows_notices = False
        self._rules = RulesPanel(context.mirror, lambda: self._other_page("left", "Feed"), self._unmute)
        self._fired = TextPanel("Fired", self._has_fired, id="fired", foot=lambda: (("New York time", "dim"),))
        self.parts = (self._rules, self._topics, self._fired, self._problems, self._log, self._notices)
        self.add_class(_PAGES[1])
        self._asked_at = 0.0

    def resume(self) -> None:
        """See View."""
        super().resume()
        if self.mirror.alerts.unseen and not self._has_room and self.has_class(_PAGES[1]):
            self.on_key_pan(1)
        self.mirror.alerts.mark_seen()
        # The rows that the panels need are known only after the layout.
        self.call_after_refresh(self._divide)

    def paint(self) -> None:
        """See View."""
        super().paint()
        self._divide()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self._topics.paint()
        self._fired.paint()
        self._divide()
        if self.mirror.wall() - self._asked_at >= _RULES_S:
            self.reload()

    def notice_kept(self) -> None:
        """See View."""
        self._log.paint()
        self._notices.paint()

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        self._asked_at = self.mirror.wall()
        return {"alerts": GetAlerts()}

    async def load(self) -> None:
        """See View."""
        await super().load()
        result = self.reply("alerts", AlertsReply)
        if result is not None:
            self._rules.show(result.rules, "" if result.running else "only the monitor evaluates alerts")
        elif (failed := self.reply("alerts", Failure)) is not None:
            self._rules.show((), failed.message)

    def _divide(self) -> None:
        """Give topics and problems the rows they need, up to a share of the screen; the log has the rest.

        The panels grow and do not shrink, so that nothing jumps while a symbol fails and recovers.
        """
        for panel, share in ((self._topics, _TOPICS), (self._problems, _PROBLEMS)):
            given = panel.styles.inline.height
            if self._has_room:
                # Side by side, their height comes from the style sheet.
                panel.styles.height = None
            elif panel.rows_wanted:
                # Where all panels scroll together, no topic is hidden by a second scroll.
                most = _ALL if self.has_class("-low") else max(_LEAST, int(self.size.height * share))
                rows = min(most, max(_LEAST, panel.rows_wanted, int(given.value) if given is not None else 0))
                if given is None or given.value != rows:
                    panel.styles.height = rows

    @property
    def _has_room(self) -> bool:
        """Whether alerts and feed are both on the screen."""
        tall = self.has_class("-tall") or self.has_class("-tallest")
        return tall and (self.has_class("-wide") or self.has_class("-widest"))

    def _other_page(self, action: str, name: str) -> Line:
        """The hint in the border about the page that is hidden."""
        key = key_of(self.context.actions, action)
        return () if self._has_room else (("  ", "frame"), *all_aimed(((key, "key"), (f" {name}", "dim")), "page"))

    def click_page(self, _: str) -> None:
        """Turn to the page that the border names."""
        self.on_key_pan(1)

    def _in_new_york(self, other: str) -> Line:
        """Where the times are; and, once there are notices, the key that shows the log or them."""
        place: Line = (("New York time", "dim"),)
        if not len(self.mirror.notices):
            return place
        key = key_of(self.context.actions, "page_next")
        return ((key, "key"), (f" {other}", "dim"), ("  ", "frame"), *place)

    def modes(self) -> list[Mode]:
        """See View: the notices in place of the log; their title says so."""
        return [Mode("notices", self._turn_notices)] if self._shows_notices else []

    def on_key_page(self, _: int) -> None:
        """Show the last notices in place of the log, or the log again."""
        if self.has_class(_PAGES[0]) and not self._has_room:
            self.on_key_pan(1)
            if self._shows_notices:
                return
        self._turn_notices()

    def _turn_notices(self) -> None:
        self._shows_notices = not self._shows_notices
        self.set_focus(None)
        # Shown again, the style sheet decides: it hides both on the page of the alerts.
        for panel, hidden in ((self._log, self._shows_notices), (self._notices, not self._shows_notices)):
            if hidden:
                panel.display = False
            else:
                panel.styles.inline.clear_rule("display")
        self.call_after_refresh(self.paint)

    def on_key_pan(self, _: int) -> None:
        """Turn the page."""
        for name in _PAGES:
            self.toggle_class(name)
        self.set_focus(None)
        self.call_after_refresh(self.paint)

    @property
    def _read(self) -> TextPanel:
        """The log, or the notices in its place."""
        return self._notices if self._shows_notices else self._log

    @property
    def nearest(self) -> Widget | None:
        """See View: without a focus, what is read."""
        return self.focused or self._read

    def on_key_move(self, lines: int) -> None:
        """Scroll the log; on a screen so low that the panels scroll together, scroll those; on the alerts page,
        move the cursor.
        """
        panels = self.query_one("#panels")
        if not self._has_room and self.has_class(_PAGES[0]):
            self._rules.on_key_move(lines)
        elif panels.max_scroll_y:
            panels.scroll_relative(y=lines, animate=False)
        else:
            self._read.on_key_move(lines)

    def on_key_filter(self, _: int) -> AwaitMount:
        """Open the filter of the log."""
        from r2k_tui.ui.dialogs.prompts.prompt_line import LinePrompt

        if self._shows_notices:
            self._turn_notices()
        question = "Filter the log by topic, level or message; Esc shows everything"
        return self.app.push_screen(LinePrompt(question, self._log.words, self._log.show_only))

    def go_back(self) -> None:
        """Focus no panel."""
        self.set_focus(None)

    def copied_view(self) -> Copied:
        """Every panel on the screen, as text."""
        now, simulated = self.mirror.clock(), self.mirror.facts.simulated
        panels = [panel for panel in self.parts if panel.is_on_screen]
        texts = [panel_text(panel.drawn(), now, simulated=simulated) for panel in panels]
        return Copied("view feed", "\n\n".join(texts))

    def _health(self, width: int, _: int) -> list[Line]:
        return topic_lines(self.mirror, width, self.mirror.clock())

    def _told(self, width: int, _: int) -> list[Line]:
        return notice_lines(self.mirror.notices, width, self.mirror.clock())

    def _has_fired(self, width: int, _: int) -> list[Line]:
        return fired_lines(self.mirror.alerts.log, width, self.mirror.clock())

    def _missing(self, width: int, _: int) -> list[Line]:
        return problem_lines(self.mirror, width)
