"""The feed panel of the dashboard: topics, problems, the newest headline."""

from __future__ import annotations

from collections.abc import Awaitable

from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing.ages import COARSE, ago, clock, until
from r2k_tui.ui.drawing.lines import BLANK, Line, framed, wrapped
from r2k_tui.ui.drawing.numbers import MISSING
from r2k_tui.ui.drawing.trouble import QUOTES, beside_symbol, cause_of, is_explained, is_outage, message_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.feed.topics import state_of
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.stale import stale_line


def feed_lines(mirror: Mirror, width: int, height: int, now: float) -> list[Line]:
    """One line per topic, the problems, and at the bottom the newest headline, where there is room."""
    outage = cause_of(mirror.feeds[QUOTES]) if is_outage(mirror) else ""
    lines = [_topic(status, now, mirror.keys, outage) for _, status in sorted(mirror.feeds.items())]
    if mirror.lost:
        lines.insert(0, ((f" {mirror.lost}", "alarm"),))
    foot = headline_lines(mirror, width, now)
    if len(lines) + len(foot) >= height:
        foot = []
    room = height - len(foot)
    problems = [problem for problem in mirror.problems if not is_explained(mirror, problem.kind)]
    if problems and len(lines) + 1 < room:
        lines.append(BLANK)
        lines += [((f" {problem.symbol} ", "text"), (beside_symbol(problem), "dim")) for problem in problems]
    if len(lines) > room:
        lines = [*lines[: room - 1], ((f" … {len(lines) - room + 1} more", "dim"),)]
    return [*lines, *([BLANK] * (room - len(lines)) if foot else ()), *foot]


def headline_lines(mirror: Mirror, width: int, now: float) -> list[Line]:
    """The newest headline with its publisher and time, in at most two lines; nothing where there is none."""
    item = mirror.newest_headline()
    if item is None or item.time is None:
        return []
    first, *rest = wrapped(item.title, max(8, width - 2))
    text = f" {clock(item.time)} {ago(item.time, now, step=COARSE)}  {item.publisher}"
    words = [f"{first} …"] if rest else [first]
    return [((text, "dim"),), *(((f" {line}", "text"),) for line in words)]


def _topic(status: FeedStatus, now: float, keys: NamedKeys, outage: str) -> Line:
    waited = "never" if status.next_try else ""
    last = ago(status.last_success, now, step=COARSE) if status.last_success else waited
    left = f"  next {until(status.next_try, now, step=COARSE)}" if status.next_try and status.failures else ""
    failed = f"  {status.failures} failed" if status.failures else ""
    # The panel of an outage has said why already.
    words = "" if outage and outage in status.message else message_of(status, now, keys)
    return (
        (f" {status.topic:<10} ", "text"),
        *state_of(status),
        (f"{last}{failed}{left}", "dim"),
        (f"  {words}" if words else "", "warn"),
    )


class FeedPanel(LineWidget, can_focus=True):
    """Health of every topic."""

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(id="feeds")
        self._mirror = mirror

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        body = feed_lines(self._mirror, width - 2, height - 2, self._mirror.clock())
        return framed(body, width, height, (("Feed", "bright"),), focus=self.has_focus)

    def stored(self) -> list[Line]:
        """See LineWidget: the names of the topics alone, since their health is of the moment."""
        body: list[Line] = [((f" {topic:<10} ", "dim"), (MISSING, "dim")) for topic in sorted(self._mirror.feeds)]
        lines = framed(body, *self.size, (("Feed", "dim"),), focus=False)
        return [stale_line(line) for line in self.in_characters(lines)]

    def on_key_open(self, _: int) -> Awaitable[object]:
        """Open the view of the feed."""
        return self.app.run_action("view('feed')")

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """A double click does what Enter does."""
        return self.on_key_open(0) if self.twice else None
