"""Event log of the engine: a bounded list of numbered entries."""

from __future__ import annotations

from collections import deque

from r2k_tui.engine.clock import Clock
from r2k_tui.model.log import LOG_KEPT, Level, LogEntry
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.text import clean

_LONGEST = 400
# Maximum number of symbols that one entry about missing data names.
_NAMED = 4


class EventLog:
    """The newest LOG_KEPT entries, oldest first; numbers of dropped entries are never reused."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: deque[LogEntry] = deque(maxlen=LOG_KEPT)
        self._count = 0

    def add(self, level: Level, topic: str, message: str) -> LogEntry:
        """Add one entry."""
        self._count += 1
        entry = LogEntry(self._clock(), level, topic, clean(message, _LONGEST), self._count)
        self._entries.append(entry)
        return entry

    def since(self, number: int) -> tuple[LogEntry, ...]:
        """Stored entries from `number` on."""
        return tuple(entry for entry in self._entries if entry.number >= number)


def health_message(before: FeedStatus | None, now: FeedStatus) -> tuple[Level, str] | None:
    """Log entry for a change in the health of a topic; None for a repeated failure."""
    troubled = before is not None and (before.state, before.message)
    if now.state in (FeedState.FAILING, FeedState.BLOCKED):
        if troubled == (now.state, now.message) or not now.message:
            return None
        level = Level.ERROR if now.message.startswith("defect") else Level.WARNING
        return level, f"the source asks for a pause: {now.message}" if now.state is FeedState.BLOCKED else now.message
    if before is not None and before.failures and not now.failures:
        times = "once" if before.failures == 1 else f"{before.failures} times"
        return Level.INFO, f"works again after failing {times}{': ' if now.message else ''}{now.message}"
    last = before.message if before is not None else ""
    if now.message == last or now.state is FeedState.STARTING:
        return None
    return (Level.WARNING, now.message) if now.message else (Level.INFO, f"well again, no longer: {last}")


def problem_messages(before: tuple[Problem, ...], now: tuple[Problem, ...]) -> list[tuple[Level, str]]:
    """Log entries for new and resolved problems; of many, only the first few are named."""
    came = [problem for problem in dict.fromkeys(now) if problem not in before]
    symbols = {problem.symbol for problem in now}
    gone = dict.fromkeys(problem.symbol for problem in before if problem.symbol not in symbols)
    entries = [(Level.WARNING, problem.named) for problem in came[:_NAMED]]
    if len(came) > _NAMED:
        entries.append((Level.WARNING, f"and {len(came) - _NAMED} more like this"))
    if gone:
        more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
        entries.append((Level.INFO, f"nothing missing any more: {' '.join([*gone][:_NAMED])}{more}"))
    return entries
