"""Messages about failing topics, rows without a quote, and problems: the same words everywhere."""

from __future__ import annotations

import math

from r2k_tui.model.market.feed import TROUBLES, FeedState, FeedStatus, Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing.ages import clock, day_and_time
from r2k_tui.ui.drawing.lines import cells
from r2k_tui.ui.mirror.mirror import Mirror

QUOTES = "quotes"
_MINUTE_S = 60
# Where an outage, which every view reports once, explains why something is missing.
NO_DATA = "no data"
# Kinds of failures and problems that an outage explains.
_EXPLAINED = frozenset(
    {"unavailable", "rate_limited", "auth_failed", "bad_data", "provider_off", "infeasible", "too_short", "missing"}
)


def is_outage(mirror: Mirror) -> bool:
    """Whether no provider gives quotes now."""
    status = mirror.feeds.get(QUOTES)
    return status is not None and status.state in TROUBLES and bool(mirror.facts.chain) and not mirror.lost


def cause_of(status: FeedStatus) -> str:
    """First sentence of a topic's message: what happened, without its consequences."""
    return (status.message.split(". ")[0].rstrip(".") or "no answer").removesuffix(";")


def is_explained(mirror: Mirror, kind: str) -> bool:
    """Whether an outage explains a failure or a problem of this kind."""
    return kind in _EXPLAINED and is_outage(mirror)


def reason_of(mirror: Mirror, failure: Failure | Problem) -> str:
    """Why something is missing; NO_DATA where an outage explains it."""
    return NO_DATA if is_explained(mirror, failure.kind) else failure.message


def words_of(status: FeedStatus, now: float, keys: NamedKeys) -> str:
    """What is wrong with a topic and the key that retries; of a blocked topic, also until when. "" where nothing is
    wrong.

    There is no countdown in it, so that panels painted by events and by the timer say the same.
    """
    if status.state not in TROUBLES:
        return ""
    if status.state is FeedState.BLOCKED:
        return ": ".join(part for part in (blocked_words(status, now, keys), status.message) if part)
    return f"{status.message.rstrip('.') or 'no answer'}; {keys.refresh} tries now"


def blocked_words(status: FeedStatus, now: float, keys: NamedKeys, until: str = "until") -> str:
    """Until when a topic is blocked, and the key that retries."""
    when = f" {until} {until_when(status.next_try, now)}" if status.next_try is not None else ""
    return f"blocked{when}, {keys.refresh} tries now"


def message_of(status: FeedStatus, now: float, keys: NamedKeys) -> str:
    """The same; for a healthy topic, its own message."""
    return words_of(status, now, keys) or status.message


def until_when(time: float, now: float) -> str:
    """The minute in New York by which something ends, with the day where that is another one."""
    minute = math.ceil(time / _MINUTE_S) * _MINUTE_S
    text = day_and_time(minute, now)
    return clock(minute) if text.endswith(":00") and text.count(":") == 2 else text


def style_of(status: FeedStatus) -> str:
    """Style of a topic's failure: red for quotes alone, since other topics leave prices valid."""
    return "down" if status.topic == QUOTES else "warn"


def own_problem(mirror: Mirror, symbol: str) -> str:
    """What is wrong with one symbol alone, "" where nothing is known to be."""
    # In an empty row, a missing symbol matters more than a remark on the rows of a file.
    about = (p for p in mirror.problems if p.symbol == symbol and not is_explained(mirror, p.kind))
    own = sorted(about, key=lambda problem: problem.kind != "not_found")
    return beside_symbol(own[0]) if own else ""


def missing_words(mirror: Mirror, symbol: str, now: float, room: int = 80) -> str:
    """Why a symbol has no quote, "" where nothing is known to be wrong or an outage explains it; a blocked feed keeps
    its key within `room`.
    """
    feed, own = mirror.feeds.get(QUOTES), own_problem(mirror, symbol)
    if own or feed is None or is_outage(mirror):
        return own
    if feed.state is FeedState.BLOCKED and cells(blocked_words(feed, now, mirror.keys)) > room:
        return blocked_words(feed, now, mirror.keys, "to")
    return words_of(feed, now, mirror.keys)


def beside_symbol(problem: Problem) -> str:
    """The message of a problem without the symbol it begins with."""
    own = problem.symbol
    for head in (f"{own}: ", f"{own} "):
        if own and problem.message.startswith(head):
            return problem.message.removeprefix(head)
    return problem.message
