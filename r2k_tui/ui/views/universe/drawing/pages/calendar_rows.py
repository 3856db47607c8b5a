"""Rows of the calendar: a day with its weight and largest names, and one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.events.near import day_words
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.events import source_words
from r2k_tui.ui.drawing.lines import Line, Run, cells, cut, length

ECONOMY = (EventKind.FOMC, EventKind.RELEASE)
ESTIMATE = "~"
_BESIDE = " · "
_SHORT = {
    EventKind.EARNINGS: "earnings",
    EventKind.EX_DIVIDEND: "ex-div",
    EventKind.SPLIT: "split",
    EventKind.IPO: "IPO",
    EventKind.FOMC: "FOMC",
    EventKind.RELEASE: "release",
}
_TIMES = {EventTime.BEFORE_OPEN: "before", EventTime.IN_SESSION: "in sess.", EventTime.AFTER_CLOSE: "after"}
_LETTERS = {EventTime.BEFORE_OPEN: "·b", EventTime.AFTER_CLOSE: "·a"}
_KIND, _TIME, _SYMBOL, _WEIGHT, _NAME, _WIDE_NAME = 9, 9, 7, 7, 24, 36
_SHORT_DAY, _DAY, _LEAST_BAR, _BAR, _SHARE, _WIDE = 12, 23, 10, 24, 8, 110


def reporting(rows: Iterable[Event]) -> tuple[int, float]:
    """How many members report, and their weight."""
    weights = [event.weight or 0.0 for event in rows if event.kind is EventKind.EARNINGS]
    return len(weights), sum(weights)


def day_head(day: str, rows: Sequence[Event], today: str, most: float, width: int) -> Line:
    """A day, and as a bar the weight that reports on it; the longest bar is that of the weight `most`."""
    is_wide = width >= _WIDE
    words = f" {day_words(day, today, short=not is_wide)}".ljust(_DAY if is_wide else _SHORT_DAY)
    members, weight = reporting(rows)
    room = _BAR if is_wide else _LEAST_BAR
    filled = max(1, round(room * weight / most)) if most > 0 and weight > 0 else 0
    share = numbers.percent(weight, 2, sign=False) if members else ""
    return ((words, "accent"), (("█" * filled).ljust(room), "text"), (numbers.right(share, _SHARE), "bright"))


def day_line(day: str, rows: Sequence[Event], today: str, most: float, width: int, *, here: bool) -> Line:
    """A day in one line: its bar, releases of the economy, the largest names that report, and counts of the rest."""
    head = day_head(day, rows, today, most, width)
    members = reporting(rows)[0]
    runs: list[Run] = [("▸" if here else " ", "accent"), (head[0][0][1:], head[0][1]), *head[1:]]
    runs.append((f"{members:>5} " if members else "      ", "text"))
    economy, others = economy_words(rows), _others(rows)
    gap = " " if economy else ""
    room = width - length(tuple(runs)) - cells(economy + gap) - len(others)
    names = _names(rows, room)
    runs += [(economy, "bright"), (gap if names else "", "text"), (names, "text")]
    runs.append((others if economy or names else others.removeprefix(_BESIDE), "dim"))
    ground = "+cursor" if here else ""
    line = tuple((text, style + ground) for text, style in runs)
    return (*line, (" " * max(0, width - length(line)), "text" + ground))


def economy_words(rows: Iterable[Event]) -> str:
    """Releases of the economy with their times."""
    found = [event for event in rows if event.kind in ECONOMY]
    names = ["FOMC" if event.kind is EventKind.FOMC else event.name for event in found]
    told = [f"{name} {event.clock}{ESTIMATE * event.estimate}" for name, event in zip(names, found, strict=True)]
    return ", ".join(word.strip() for word in told)


def _names(rows: Iterable[Event], room: int) -> str:
    """Members that report, the largest first, as many as fit, and how many more there are."""
    names = [_name(event) for event in rows if event.kind is EventKind.EARNINGS]
    for count in range(len(names), 0, -1):
        more = f" +{len(names) - count}" if count < len(names) else ""
        text = " ".join(names[:count]) + more
        if cells(text) <= room:
            return text
    return ""


def _name(event: Event) -> str:
    return f"{event.symbol}{_LETTERS.get(event.when, '')}{ESTIMATE if event.estimate else ''}"


def _others(rows: Iterable[Event]) -> str:
    counts = Counter(_SHORT[event.kind] for event in rows if event.kind not in (*ECONOMY, EventKind.EARNINGS))
    return "".join(f"{_BESIDE}{count} {name}" for name, count in counts.items())


def event_line(event: Event, width: int, now: float, *, here: bool) -> Line:
    """One event with what is known of it; where there is room, with its source."""
    ground = "+cursor" if here else ""
    economy = event.kind in ECONOMY
    time = event.clock or _TIMES.get(event.when, numbers.MISSING)
    name = _padded(event.name, _WIDE_NAME if width >= _WIDE else _NAME)
    weight = "" if event.weight is None else numbers.percent(event.weight, 2, sign=False)
    runs: list[Run] = [
        ("▸" if here else " ", "accent" + ground),
        (f" {_SHORT[event.kind]:<{_KIND}}{time:<{_TIME}}", "dim" + ground),
        (_padded("" if economy else event.symbol, _SYMBOL), "text" + ground),
        (numbers.right(weight, _WEIGHT), "text" + ground),
        (f" {ESTIMATE} " if event.estimate else "   ", "warn" + ground),
        (name, ("bright" if economy else "dim") + ground),
    ]
    told = [word for word in (event.note, source_words(event, now) if width >= _WIDE else "") if word]
    note = f"  {', '.join(told)}" if told else ""
    return (*runs, (_padded(note, width - length(tuple(runs))), "dim" + ground))


def _padded(text: str, width: int) -> str:
    """The text in exactly `width` cells, a cut one with a mark."""
    if width < 1:
        return ""
    size = cells(text)
    return text + " " * (width - size) if size <= width else cut(text, 0, width - 1) + numbers.NO_ROOM
