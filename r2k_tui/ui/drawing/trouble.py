"""What is said of a topic that does not come, of a row without a quote, and of a problem: the same words everywhere."""

from __future__ import annotations

import math

from r2k_tui.model.market.feed import TROUBLES, FeedState, FeedStatus, Problem
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing.ages import clock, clock_with_seconds
from r2k_tui.ui.drawing.lines import cells
from r2k_tui.ui.mirror.mirror import Mirror

QUOTES = "quotes"
_MINUTE_S = 60


def words_of(status: FeedStatus, now: float, keys: NamedKeys) -> str:
    """What is wrong with a topic, of a blocked one until when, and the key that tries at once; "" where nothing is.

    The words hold no countdown: a panel that is painted when there is news says the same as one painted by the clock.
    """
    if status.state not in TROUBLES:
        return ""
    if status.state is FeedState.BLOCKED:
        return ": ".join(part for part in (blocked_words(status, now, keys), status.message) if part)
    return f"{status.message.rstrip('.') or 'no answer'}; {keys.refresh} tries now"


def blocked_words(status: FeedStatus, now: float, keys: NamedKeys, until: str = "until") -> str:
    """Until when a topic is blocked, and the key that tries at once."""
    when = f" {until} {until_when(status.next_try, now)}" if status.next_try is not None else ""
    return f"blocked{when}, {keys.refresh} tries now"


def message_of(status: FeedStatus, now: float, keys: NamedKeys) -> str:
    """The same, and of a topic that comes what it says of itself."""
    return words_of(status, now, keys) or status.message


def until_when(time: float, now: float) -> str:
    """The minute in New York by which something is over, and the day where that is another one."""
    minute = math.ceil(time / _MINUTE_S) * _MINUTE_S
    told = clock_with_seconds(minute, now)
    return clock(minute) if told.endswith(":00") and told.count(":") == 2 else told


def style_of(status: FeedStatus) -> str:
    """Red is for the quotes alone, beside which nothing is LIVE; without any other topic prices are as good."""
    return "down" if status.topic == QUOTES else "warn"


def own_problem(mirror: Mirror, symbol: str) -> str:
    """What is wrong with one symbol alone, "" when nothing is known to be."""
    # What is missing says more of an empty row than a remark on the rows of a file.
    own = sorted((p for p in mirror.problems if p.symbol == symbol), key=lambda problem: problem.kind != "not_found")
    return beside_symbol(own[0]) if own else ""


def missing_words(mirror: Mirror, symbol: str, now: float, room: int = 80) -> str:
    """Why a symbol has no quote, "" when nothing is known to be wrong; of a blocked feed the key stays in `room`."""
    feed, own = mirror.feeds.get(QUOTES), own_problem(mirror, symbol)
    if own or feed is None:
        return own
    if feed.state is FeedState.BLOCKED and cells(blocked_words(feed, now, mirror.keys)) > room:
        return blocked_words(feed, now, mirror.keys, "to")
    return words_of(feed, now, mirror.keys)


def beside_symbol(problem: Problem) -> str:
    """The words of a problem where its symbol stands before them."""
    own = problem.symbol
    for head in (f"{own}: ", f"{own} "):
        if own and problem.message.startswith(head):
            return problem.message.removeprefix(head)
    return problem.message
