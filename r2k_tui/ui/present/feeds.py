"""The health of every topic, and what is missing."""

from __future__ import annotations

from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.ui.present.ages import age
from r2k_tui.ui.present.lines import BLANK, Line
from r2k_tui.ui.present.numbers import MISSING
from r2k_tui.ui.state import Mirror

_HEAD = f" {'topic':<10}{'state':<10}{'last success':<14}{'next try':<10}{'failures':>8}{'requests':>10}  message"
_STYLES = {
    FeedState.OK: "up",
    FeedState.IDLE: "dim",
    FeedState.STARTING: "dim",
    FeedState.FAILING: "down",
    FeedState.BLOCKED: "warn",
}


def feed_lines(mirror: Mirror, width: int, height: int, now: float) -> list[Line]:
    """One line a topic, then what is missing, as far as it fits."""
    lines = [_topic(status, now) for _, status in sorted(mirror.feeds.items())]
    if mirror.lost:
        lines.insert(0, ((f" {mirror.lost}", "alarm"),))
    if mirror.problems and len(lines) + 1 < height:
        lines.append(BLANK)
        lines += [((f" {problem.symbol} ", "text"), (problem.message, "dim")) for problem in mirror.problems]
    if len(lines) > height:
        lines = [*lines[: height - 1], ((f" … {len(lines) - height + 1} more", "dim"),)]
    return lines


def topic_lines(mirror: Mirror, now: float) -> list[Line]:
    """The table of topics with everything that is known of each."""
    lines: list[Line] = [((_HEAD, "dim"),)]
    if mirror.lost:
        lines.append(((f" {mirror.lost}", "alarm"),))
    for name, status in sorted(mirror.feeds.items()):
        last = f"{age(max(0.0, now - status.last_success))} ago" if status.last_success else MISSING
        left = age(max(0.0, status.next_try - now)) if status.next_try else MISSING
        lines.append(
            (
                (f" {name:<10}", "text"),
                (f"{status.state.value:<10}", _STYLES[status.state]),
                (f"{last:<14}{left:<10}{status.failures:>8}{status.requests:>10}", "dim"),
                (f"  {status.message}", "warn"),
            )
        )
    return lines


def problem_lines(mirror: Mirror) -> list[Line]:
    """Everything that is missing or was left out."""
    if not mirror.problems:
        return [((" nothing", "dim"),)]
    found = dict.fromkeys(mirror.problems)
    return [((f" {p.symbol:<10}", "text"), (f"{p.kind:<14}", "dim"), (p.message, "text")) for p in found]


def _topic(status: FeedStatus, now: float) -> Line:
    waited = "never" if status.next_try else ""
    last = f"{age(max(0.0, now - status.last_success))} ago" if status.last_success else waited
    left = f"  next {age(max(0.0, status.next_try - now))}" if status.next_try and status.failures else ""
    failed = f"  {status.failures} failed" if status.failures else ""
    return (
        (f" {status.topic:<9} ", "text"),
        (f"{status.state.value:<8} ", _STYLES[status.state]),
        (f"{last}{failed}{left}", "dim"),
        (f"  {status.message}" if status.message else "", "warn"),
    )
