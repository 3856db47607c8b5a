"""Events of the members out of two sources: matched by symbol and name, merged where both know one report. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from r2k_tui.analytics.membership.names import base
from r2k_tui.model.events.event import Event, EventTime
from r2k_tui.model.market.feed import Problem

TWICE, REUSED = "two_dates", "other_company"
# Letters at the beginning that two spellings of one name share.
_ALIKE = 4
_LETTERS = re.compile(r"[^A-Z0-9]")


class Matched(NamedTuple):
    """Events by the member's symbol, and the problems of those that are of another company."""

    events: Mapping[str, tuple[Event, ...]]
    problems: tuple[Problem, ...] = ()


def matched(listed: Iterable[Event], names: Mapping[str, str]) -> Matched:
    """Events of the members; `names` by symbol. Sources spell share classes as BRK/B, BRK.B, BRK-B and BRKB."""
    members: dict[str, list[str]] = defaultdict(list)
    for member in names:
        members[_plain(member)].append(member)
    found: dict[str, list[Event]] = defaultdict(list)
    problems: dict[str, Problem] = {}
    for event in listed:
        near = members.get(_plain(event.symbol), [])
        symbol = next((s for s in near if s == event.symbol.replace("/", "-")), near[0] if near else None)
        if symbol is None:
            continue
        if is_other_company(names[symbol], event.name):
            words = f"{event.source} has {event.kind} of {event.name} under this ticker; the member is {names[symbol]}"
            problems[symbol] = Problem(symbol, REUSED, f"{words}: not used")
            continue
        found[symbol].append(msgspec.structs.replace(event, symbol=symbol, name=names[symbol]))
    return Matched({symbol: tuple(events) for symbol, events in found.items()}, tuple(problems.values()))


@lru_cache(maxsize=8192)
def is_other_company(name: str, listed: str) -> bool:
    """Whether two names have no word in common, and neither begins like the other; a missing name tells nothing."""
    if name[:_ALIKE].isalpha() and name[:_ALIKE].upper() == listed[:_ALIKE].upper():
        return False  # most names, at a tenth of the cost
    first, second = base(name), base(listed)
    if not name or not listed or not first or not second:
        return False
    one, other = first.replace(" ", ""), second.replace(" ", "")
    return not set(first.split()) & set(second.split()) and one[:_ALIKE] != other[:_ALIKE]


def merged_report(quoted: Event | None, listed: Sequence[Event]) -> tuple[Event | None, Problem | None]:
    """The next report out of what the quote states and what a calendar lists, and the problem of two listed days."""
    by_day = {event.day: event for event in listed}
    if not by_day:
        return quoted, None
    if len(by_day) > 1:
        event = by_day.get(quoted.day) if quoted is not None else None
        days = " and ".join(sorted(by_day))
        source, symbol = listed[0].source, listed[0].symbol
        problem = Problem(symbol, TWICE, f"{source} lists a day of earnings twice: {days}; not used")
        return (quoted, problem) if event is None or quoted is None else (_confirmed(quoted, event), problem)
    (event,) = by_day.values()
    if quoted is None:
        return event, None
    return (_confirmed(quoted, event) if quoted.day == event.day else _disputed(quoted, event)), None


def _confirmed(quoted: Event, listed: Event) -> Event:
    when = listed.when if listed.when is not EventTime.UNKNOWN else quoted.when
    source = ", ".join(dict.fromkeys((quoted.source, listed.source)))
    return msgspec.structs.replace(quoted, when=when, source=source)


def _disputed(quoted: Event, listed: Event) -> Event:
    """The day of the quote, unless the quote calls it an estimate; the other day is in the note."""
    chosen, other = (listed, quoted) if quoted.estimate else (quoted, listed)
    note = "; ".join(filter(None, (chosen.note, f"{other.source} says {other.day}")))
    return msgspec.structs.replace(chosen, estimate=True, note=note)


@lru_cache(maxsize=16384)
def _plain(symbol: str) -> str:
    return _LETTERS.sub("", symbol.upper())
