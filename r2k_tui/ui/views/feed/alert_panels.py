"""The panels of alerts: the rules with a cursor, and the newest alerts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from r2k_tui.model.alerts.alert import RuleView
from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.feed.alerts import newest_lines, rule_lines
from r2k_tui.ui.widgets.line_widget import LineWidget


class RulesPanel(LineWidget, can_focus=True):
    """Owns the cursor, which stays on its rule while others come and go. `beside`: additions to the title.

    `unmute`: asks for a rule to be unmuted. Only what was muted here is undone: a rule that has been silent for weeks
    must not ring again because somebody goes back.
    """

    def __init__(self, mirror: Mirror, beside: Callable[[], Line], unmute: Callable[[str], None]) -> None:
        super().__init__(id="rules")
        self._unmute, self._muted_here = unmute, list[str]()
        self._mirror, self._beside = mirror, beside
        self._rules: tuple[RuleView, ...] = ()
        self._chosen, self._top = "", 0
        self.message = "requesting the alerts"

    def show(self, rules: tuple[RuleView, ...], message: str = "") -> None:
        """Show these rules; `message` says why there are none."""
        self._rules, self.message = rules, message
        self.paint()

    @property
    def chosen(self) -> RuleView | None:
        """The rule under the cursor."""
        result = (rule for rule in self._rules if rule.name == self._chosen)
        return next(result, next(iter(self._rules), None))

    def choose(self, name: str) -> None:
        """Put the cursor on a rule, once it is there."""
        self._chosen = name
        self.paint()

    def mute_asked(self, name: str, *, muted: bool) -> None:
        """A rule was muted or unmuted here, or could not be."""
        self._muted_here = [other for other in self._muted_here if other != name] + ([name] if muted else [])

    def modes(self) -> list[Mode]:
        """See LineWidget: the last rule that was muted here comes first."""
        return [Mode(f"the mute of {name}", partial(self._undo, name)) for name in reversed(self._muted_here)]

    def _undo(self, name: str) -> None:
        self.mute_asked(name, muted=False)
        self._unmute(name)

    def on_key_move(self, rows: int) -> None:
        """Move the cursor."""
        if (chosen := self.chosen) is not None:
            place = self._rules.index(chosen) + rows
            self._chosen = self._rules[max(0, min(len(self._rules) - 1, place))].name
        self.paint()

    def clicked(self, x: int, y: int) -> None:
        """Put the cursor on the clicked rule."""
        if self._rules and 0 <= y - 2 < min(self.size.height - 3, len(self._rules) - self._top):
            self._chosen = self._rules[self._top + y - 2].name
            self.paint()

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Move the cursor, where there are more rules than fit."""
        if len(self._rules) <= self.size.height - 3:
            return False
        self.on_key_move(rows)
        return True

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        room, chosen = max(1, height - 3), self.chosen
        muted = sum(rule.muted for rule in self._rules)
        count: Line = ((f" · {muted} muted", "warn"),) if muted else ()
        title: Line = (("Alerts", "bright"), *count, *self._beside())
        if chosen is None:
            body: list[Line] = [((f" {self.message}", "dim"),)]
            return framed(body, width, height, title, focus=self.has_focus)
        place = self._rules.index(chosen)
        self._top = max(place - room + 1, min(self._top, place), 0)
        head, *rows = rule_lines(self._rules, place, width - 2, self._mirror.clock())
        below = len(rows) - self._top - room
        more = f"{'▲' if self._top else ' '} {f'▼ {below}' if below > 0 else ''}".rstrip()
        foot: Line = ((f"{chosen.symbol} {chosen.words}".strip(), "dim"),)
        return framed(
            [head, *rows[self._top : self._top + room]],
            width,
            height,
            title,
            ((more, "dim"),) if more.strip() else (),
            foot,
            focus=self.has_focus,
        )


class NewestAlerts(LineWidget, can_focus=True):
    """The newest alerts, for the dashboard; Enter opens view 9, which has all of them."""

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(id="alerts")
        self._mirror = mirror

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        body = newest_lines(self._mirror.alerts.log, width - 2, height - 2, self._mirror.clock())
        if not body:
            body = [((" no alert has fired yet", "dim"),)]
        simulated: Line = (("SIM", "alarm"),) if self._mirror.facts.simulated else ()
        return framed(body, width, height, (("Alerts", "bright"),), simulated, focus=self.has_focus)

    def on_key_open(self, _: int) -> Awaitable[object]:
        """Open the view of alerts."""
        return self.app.run_action("view('feed')")

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """A double click does what Enter does."""
        return self.on_key_open(0) if self.twice else None
