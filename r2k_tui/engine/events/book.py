"""Events of the members as known on one day: their next reports, what else comes, and what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import msgspec

from r2k_tui.engine.events.earnings import PAST, StatedTimes, stated_earnings
from r2k_tui.engine.events.merging import REUSED, is_other_company, matched, merged_report
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.text import plural

# Problems of one kind that are told with their words; of the rest, only the symbols.
_TOLD = 20


@dataclass(frozen=True)
class EventBook:
    """Next report by member, other events of the members, and those of companies outside the index."""

    reports: Mapping[str, Event]
    others: tuple[Event, ...] = ()
    outside: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()

    def events(self) -> tuple[Event, ...]:
        """All events."""
        return (*self.reports.values(), *self.others, *self.outside)


class _Known(NamedTuple):
    """What was made of a quote's fields on a day."""

    times: StatedTimes
    today: date
    name: str
    result: Event | Problem | None


class StatedReports:
    """Reports as the quotes state them; a statement that stays the same is known since it was first made."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def of(self, facts: Fundamentals, listed_name: str, today: date, source: str) -> Event | Problem | None:
        """Event or problem of one member; see `stated_earnings`."""
        times = StatedTimes(facts.earnings_at, facts.earnings_start, facts.earnings_end, facts.earnings_estimate)
        known = self._known.get(facts.symbol)
        if known is not None and known.times == times and known.today == today and known.name == facts.name:
            return known.result
        result = stated_earnings(facts, today, source)
        if isinstance(result, Event):
            if is_other_company(listed_name, facts.name):
                words = f"{source} quotes {facts.name} under this ticker; the member is {listed_name}"
                result = Problem(facts.symbol, REUSED, f"{words}: its day of earnings is not used")
            elif known is not None and isinstance(known.result, Event) and known.result.day == result.day:
                result = msgspec.structs.replace(result, retrieved_at=known.result.retrieved_at)
        self._known[facts.symbol] = _Known(times, today, facts.name, result)
        return result


def book_of(
    roll: Constituents,
    prices: ConstituentPrices,
    answered: Iterable[Event],
    stated: StatedReports,
    today: date,
    source: str,
) -> EventBook:
    """Book of the members of a list; `answered` are the events of a calendar, of any company."""
    weights = {symbol: float(roll.weights[place]) for symbol, place in roll.places.items()}
    names = {symbol: prices.names[place] for symbol, place in roll.places.items()}
    first = today.isoformat()
    coming = [event for event in answered if event.day >= first]
    listed = matched((event for event in coming if event.kind is not EventKind.IPO), names)
    problems = list(listed.problems)
    reports: dict[str, Event] = {}
    others: list[Event] = []
    for symbol, place in roll.places.items():
        facts, about = prices.facts(symbol), listed.events.get(symbol, ())
        found = stated.of(facts, roll.names[place], today, source) if facts is not None else None
        if isinstance(found, Problem):
            problems.append(found)
            found = None
        found, problem = merged_report(found, [event for event in about if event.kind is EventKind.EARNINGS])
        if problem is not None:
            problems.append(problem)
        if found is not None:
            reports[symbol] = msgspec.structs.replace(found, name=names[symbol], weight=weights[symbol])
        rest = (event for event in about if event.kind is not EventKind.EARNINGS)
        others += (msgspec.structs.replace(event, weight=weights[symbol]) for event in rest)
    outside = tuple(event for event in coming if event.kind is EventKind.IPO)
    return EventBook(reports, tuple(others), outside, told(problems))


def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of each kind: the first with their words, then one that names the remaining members.

    Last reports, which most quotes state until the next one is announced, are one problem together.
    """
    by_kind: dict[str, list[Problem]] = defaultdict(list)
    for problem in dict.fromkeys(problems):
        by_kind[problem.kind].append(problem)
    found: list[Problem] = []
    if over := by_kind.pop(PAST, []):
        symbols = " ".join(problem.symbol for problem in over)
        words = "the stated earnings date is past, and there is no later one, for"
        found.append(Problem("", PAST, f"{words} {plural(len(over), 'member')}: {symbols}"))
    for kind, same in by_kind.items():
        found += same[:_TOLD]
        if rest := same[_TOLD:]:
            symbols = " ".join(problem.symbol for problem in rest)
            found.append(Problem("", kind, f"the same of {plural(len(rest), 'more member')}: {symbols}"))
    return tuple(found)
