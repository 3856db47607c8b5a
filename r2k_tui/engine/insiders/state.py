"""Filings and index days as known now, and the report made of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import date

from r2k_tui.engine.insiders.amendments import standing
from r2k_tui.engine.insiders.calendar import index_days
from r2k_tui.engine.insiders.purchases import Bought, bought, by_member, first_day, one_by_one
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.insiders.report import FilingCoverage, InsiderReport
from r2k_tui.model.text import plural
from r2k_tui.store.insiders import IndexDay

# Purchases of a report, newest first; more are counted only.
_MOST_ROWS = 2000
_MOST_FAULTS = 20
# Gap after the last index beyond which nothing is known of today.
_STALE_DAYS = 7


class InsiderState:
    """Filings by accession number, and days of the index, modified from the event loop; `version` counts changes."""

    def __init__(self) -> None:
        self.filings: dict[str, InsiderFiling] = {}
        # Numbers of the filings that were read, those included that do not matter to a report.
        self.seen: set[str] = set()
        self.days: dict[str, IndexDay] = {}
        # Member symbols of each company, by its CIK; None before the SEC's list is known.
        self.issuers: Mapping[str, tuple[str, ...]] | None = None
        self.version = 0

    def frozen(self) -> InsiderState:
        """What a report needs as it is now, for another thread."""
        found = InsiderState()
        found.filings, found.days, found.issuers = dict(self.filings), dict(self.days), self.issuers
        found.version = self.version
        return found

    def put(self, filings: Iterable[InsiderFiling]) -> None:
        """Take filings, each in place of what was known of it; those that do not matter are only counted as seen."""
        for filing in filings:
            self.seen.add(filing.accession)
            if filing.matters:
                self.filings[filing.accession] = filing
                self.version += 1
            elif self.filings.pop(filing.accession, None) is not None:
                self.version += 1

    def put_day(self, day: IndexDay) -> None:
        """Take how far an index was read."""
        self.days[day.day] = day
        self.version += 1

    def match(self, issuers: Mapping[str, tuple[str, ...]]) -> None:
        """Take the companies of the members."""
        self.issuers = issuers
        self.version += 1

    def forget(self, before: str) -> None:
        """Drop filings and days before a day."""
        self.filings = {name: one for name, one in self.filings.items() if one.filed >= before}
        self.days = {day: one for day, one in self.days.items() if day >= before}

    def read_for(self, day: str, issuers: Iterable[str]) -> bool:
        """Whether the index of a day was read for all of these companies, or is given up."""
        known = self.days.get(day)
        if known is None or not (known.whole or known.absent):
            return False
        return known.absent or set(unpacked(known.issuers)) >= {int(cik) for cik in issuers}

    def coverage(self, since: str, until: str, unmatched: tuple[str, ...] = ()) -> FilingCoverage:
        """Days up to `until` that are known, and what was left out of the period from `since` on."""
        read = sorted(day for day, one in self.days.items() if one.whole and day <= until)
        filings = [one for one in self.filings.values() if since <= one.filed <= until]
        faults = sorted(f"{one.filed} {one.symbol or '?'} {one.accession}: {one.fault}" for one in filings if one.fault)
        first, missing = self._without_gap(read) if read else (None, ())
        return FilingCoverage(
            first=first,
            last=read[-1] if read else None,
            missing=missing,
            read_at=max(self.days[day].read_at for day in read) if read else None,
            planned=sum(len(one.purchases) for one in filings if one.plan),
            faults=tuple(faults[-_MOST_FAULTS:]),
            unmatched=unmatched,
        )

    def _without_gap(self, read: list[str]) -> tuple[str, tuple[str, ...]]:
        """First of the days that are read without a gap up to the last one, and the days missing before."""
        days = index_days(date.fromisoformat(read[0]), date.fromisoformat(read[-1]))
        known = {day for day, one in self.days.items() if one.whole or one.absent}
        missing = [day.isoformat() for day in days if day.isoformat() not in known]
        first = next(day for day in read if not missing or day > missing[0])
        return first, tuple(sorted(missing))

    def purchases(self, until: str, days: int) -> dict[str, list[Bought]]:
        """Purchases of each member over `days` days up to `until`, as known on that day."""
        since = first_day(until, days)
        # A filing is never earlier than its purchases.
        filings = (filing for filing in self.filings.values() if filing.filed >= since)
        return bought(standing(filings, until), since, until)

    def knows(self, until: str, days: int) -> bool:
        """Whether no filing of the last `days` days is missing, except of the newest few."""
        coverage = self.coverage(first_day(until, days), until)
        if coverage.first is None or coverage.last is None:
            return False
        behind = (date.fromisoformat(until) - date.fromisoformat(coverage.last)).days
        wanted = index_days(date.fromisoformat(first_day(until, days)), date.fromisoformat(until))
        return behind <= _STALE_DAYS and bool(wanted) and coverage.first <= wanted[-1].isoformat()

    def report(
        self, until: str, days: int, names: Mapping[str, str], origin: str, unmatched: tuple[str, ...] = ()
    ) -> InsiderReport:
        """Purchases of the period with their coverage."""
        found = {symbol: rows for symbol, rows in self.purchases(until, days).items() if symbol in names}
        rows, since = one_by_one(found, names), first_day(until, days)
        coverage = self.coverage(since, until, unmatched)
        return InsiderReport(
            days=days,
            since=since,
            until=until,
            members=by_member(found, names, until),
            purchases=rows[:_MOST_ROWS],
            coverage=coverage,
            origin=origin,
            caveats=tuple(_caveats(coverage, since, len(rows) - _MOST_ROWS)),
        )


def packed(issuers: Iterable[str]) -> bytes:
    """Numbers of companies as IndexDay keeps them."""
    return array("I", sorted(int(cik) for cik in issuers)).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """Numbers of companies that IndexDay keeps; none for data of another layout."""
    numbers = array("I")
    if len(data) % numbers.itemsize:
        return ()
    numbers.frombytes(data)
    return tuple(numbers)


def _caveats(coverage: FilingCoverage, since: str, more: int) -> list[str]:
    found = []
    if coverage.first is not None and coverage.first > since:
        found.append(f"filings before {coverage.first} are not all known: earlier purchases may be missing")
    if coverage.missing:
        found.append(f"{plural(len(coverage.missing), 'index day')} not read yet, the first is {coverage.missing[0]}")
    if coverage.planned:
        found.append(f"{plural(coverage.planned, 'purchase')} under a 10b5-1 plan left out")
    if coverage.faults:
        found.append(f"{plural(len(coverage.faults), 'filing')} could not be read: {coverage.faults[-1]}")
    if coverage.unmatched:
        named = ", ".join(coverage.unmatched[:5]) + (" …" if len(coverage.unmatched) > 5 else "")
        found.append(f"{plural(len(coverage.unmatched), 'member')} without a company in the SEC's list: {named}")
    if more > 0:
        found.append(f"{more:,} older purchases are counted but not listed")
    return found
