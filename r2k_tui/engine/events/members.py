"""Events of the members as known on one day: their next reports, what else comes, and what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import msgspec

from r2k_tui.engine.events.earnings import PAST, EarningsFields, quoted_report
from r2k_tui.engine.events.merging import REUSED, Matched, is_other_company, matched, merged_report
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.text import plural

# Problems of one kind that keep their own words; of the rest, only the symbols.
_MOST_NAMED = 20


@dataclass(frozen=True)
class MemberEvents:
    """Next report by member, other events of the members, and those of companies outside the index."""

    reports: Mapping[str, Event]
    others: tuple[Event, ...] = ()
    outside: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()

    def events(self) -> tuple[Event, ...]:
        """All events."""
        return (*self.reports.values(), *self.others, *self.outside)


class _Known(NamedTuple):
    """What was made of a quote's fields on a day, for a member of the list by a name."""

    facts: Fundamentals
    listed_name: str
    times: EarningsFields
    today: date
    name: str
    result: Event | Problem | None


class _Merged(NamedTuple):
    """The next report of a member, the problem with it, and what both were made of."""

    stated: Event | None
    listed: tuple[Event, ...]
    name: str
    weight: float
    report: Event | None
    problem: Problem | None


class QuotedReports:
    """Reports as the quotes state them; a statement that stays the same is known since it was first made.

    What the events were made of is kept as well: the next call computes only the members for which something changed.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._merged: dict[str, _Merged] = {}
        self._matched: tuple[Sequence[Event], tuple[str, ...], str, Matched] | None = None

    def of(self, facts: Fundamentals, listed_name: str, today: date, source: str) -> Event | Problem | None:
        """Event or problem of one member; see `quoted_report`."""
        known = self._known.get(facts.symbol)
        if known is not None and known.facts is facts and known[1:4:2] == (listed_name, today):
            return known.result
        times = EarningsFields(facts.earnings_at, facts.earnings_start, facts.earnings_end, facts.earnings_estimate)
        if known is not None and known[1:5] == (listed_name, times, today, facts.name):
            return known.result
        result = quoted_report(facts, today, source)
        if isinstance(result, Event):
            if is_other_company(listed_name, facts.name):
                words = f"{source} quotes {facts.name} under this ticker; the member is {listed_name}"
                result = Problem(facts.symbol, REUSED, f"{words}: its day of earnings is not used")
            elif known is not None and isinstance(known.result, Event) and known.result.day == result.day:
                result = msgspec.structs.replace(result, retrieved_at=known.result.retrieved_at)
        self._known[facts.symbol] = _Known(facts, listed_name, times, today, facts.name, result)
        return result

    def matched(self, roll: Constituents, names: tuple[str, ...], answered: Sequence[Event], first: str) -> Matched:
        """Answered events of the members from day `first` on, of any kind but offerings."""
        known = self._matched
        if known is None or known[0] is not answered or known[1:3] != (names, first):
            coming = (event for event in answered if event.day >= first and event.kind is not EventKind.IPO)
            found = matched(coming, {symbol: names[place] for symbol, place in roll.places.items()})
            known = self._matched = (answered, names, first, found)
        return known[3]

    def merged(self, symbol: str, stated: Event | None, listed: tuple[Event, ...], name: str, weight: float) -> _Merged:
        """The next report of one member; see `merged_report`."""
        known = self._merged.get(symbol)
        if known is None or known.stated is not stated or known[1:4] != (listed, name, weight):
            report, problem = merged_report(stated, [event for event in listed if event.kind is EventKind.EARNINGS])
            if report is not None:
                report = msgspec.structs.replace(report, name=name, weight=weight)
            known = self._merged[symbol] = _Merged(stated, listed, name, weight, report, problem)
        return known


def member_events(
    roll: Constituents,
    prices: ConstituentPrices,
    answered: Sequence[Event],
    quoted: QuotedReports,
    today: date,
    source: str,
) -> MemberEvents:
    """Book of the members of a list; `answered` are the events of a calendar, of any company."""
    first, names, weights = today.isoformat(), prices.names, roll.weights.tolist()
    listed = quoted.matched(roll, names, answered, first)
    problems = list(listed.problems)
    reports: dict[str, Event] = {}
    others: list[Event] = []
    for symbol, place in roll.places.items():
        facts, about = prices.facts(symbol), listed.events.get(symbol, ())
        found = quoted.of(facts, roll.names[place], today, source) if facts is not None else None
        if isinstance(found, Problem):
            problems.append(found)
            found = None
        merged = quoted.merged(symbol, found, about, names[place], weights[place])
        if merged.problem is not None:
            problems.append(merged.problem)
        if merged.report is not None:
            reports[symbol] = merged.report
        rest = (event for event in about if event.kind is not EventKind.EARNINGS)
        others += (msgspec.structs.replace(event, weight=weights[place]) for event in rest)
    outside = tuple(event for event in answered if event.day >= first and event.kind is EventKind.IPO)
    return MemberEvents(reports, tuple(others), outside, condensed(problems))


def condensed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
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
        found += same[:_MOST_NAMED]
        if rest := same[_MOST_NAMED:]:
            symbols = " ".join(problem.symbol for problem in rest)
            found.append(Problem("", kind, f"the same of {plural(len(rest), 'more member')}: {symbols}"))
    return tuple(found)
