"""Reconstitutions of the Russell US indexes: dated, sourced, and by rule where nothing is announced yet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from r2k_tui.model.index.reconstitution_dates import FIRST_IN_DECEMBER, PACKAGED, DateConfidence
from r2k_tui.model.text import plural

DateBasis = Literal["announced", "by rule, not announced", "settings"]
RULE = "rule of the index methodology: rank on the last business day of April or October, effective after the close of "
RULE += "the fourth Friday of June or the second Friday of December"
# Words for a date that is missing, by what the others rest on.
_MISSING: dict[DateBasis, str] = {
    "announced": "not found",
    "by rule, not announced": "not announced",
    "settings": "not in the settings",
}
# Schedules of earlier years are not packaged; that of June 2024 was published in March of that year.
FIRST_DAY = date(2024, 1, 1)
# Days before the effective close on which the header counts down.
NEAR_DAYS = 30
_FRIDAY, _SATURDAY = 4, 5
_LATEST = 2199


class Reconstitution(msgspec.Struct, frozen=True):
    """One reconstitution, named by its month (`2026-12`). A date that is not known is None, or an empty tuple.

    It takes effect after the close of `effective`, and at the open of `opens`. `confidence` tells how directly
    `source` gives the dates.
    """

    effective: date
    rank_day: date | None = None
    preliminary: date | None = None
    updates: tuple[date, ...] = ()
    lock_down: date | None = None
    opens: date | None = None
    source: str = "settings"
    confidence: DateConfidence = "high"
    basis: DateBasis = "settings"

    @property
    def month(self) -> str:
        """Name of the reconstitution: year and month in which it takes effect."""
        return f"{self.effective:%Y-%m}"

    @property
    def missing(self) -> str:
        """Words for a date that is not known: only where nothing is announced is it certain that this one is not."""
        return _MISSING[self.basis]

    def dates(self) -> tuple[tuple[str, date | None], ...]:
        """Dates by name, in order; one row per update, or one without a day if they are not known."""
        updates: tuple[date | None, ...] = self.updates or (None,)
        return (
            ("rank_day", self.rank_day),
            ("preliminary", self.preliminary),
            *(("update", day) for day in updates),
            ("lock_down", self.lock_down),
            ("effective_close", self.effective),
            ("effective_open", self.opens),
        )


class Countdown(msgspec.Struct, frozen=True):
    """Calendar days to the effective close of the next reconstitution."""

    next: Reconstitution
    days: int

    @property
    def words(self) -> str:
        """When it takes effect, as a sentence."""
        if self.days == 0:
            return "reconstitution takes effect today after the close"
        if self.days == 1:
            return f"reconstitution takes effect tomorrow after the close ({self.next.effective})"
        return f"reconstitution takes effect in {self.days} days, after the close of {self.next.effective}"

    @property
    def is_near(self) -> bool:
        """Whether the header counts down."""
        return self.days <= NEAR_DAYS


def reconstitutions(own: tuple[Reconstitution, ...], day: date) -> tuple[Reconstitution, ...]:
    """All reconstitutions up to the end of the year after `day`, in order; each of `own` replaces that of its month."""
    rows = {row.month: row for row in (*_packaged(), *_by_rule(min(day.year + 1, _LATEST)))}
    rows.update((row.month, row) for row in own)
    return tuple(sorted(rows.values(), key=lambda row: row.effective))


@lru_cache(maxsize=8)
def countdown(own: tuple[Reconstitution, ...], day: date) -> Countdown | None:
    """Countdown from a day; None before the first packaged year."""
    if day < FIRST_DAY:
        return None
    following = next((row for row in reconstitutions(own, day) if row.effective >= day), None)
    return None if following is None else Countdown(following, (following.effective - day).days)


def countdown_words(days: int) -> str:
    """Distance of a day in calendar days: `today`, `in 12 days`, `30 days ago`."""
    if days == 0:
        return "today"
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def _packaged() -> tuple[Reconstitution, ...]:
    return tuple(
        Reconstitution(
            effective=row.effective,
            rank_day=row.rank_day,
            preliminary=row.preliminary,
            updates=row.updates,
            lock_down=row.lock_down,
            opens=row.opens,
            source=row.source,
            confidence=row.confidence,
            basis="announced",
        )
        for row in PACKAGED
    )


def _by_rule(last_year: int) -> tuple[Reconstitution, ...]:
    first_year = PACKAGED[-1].effective.year + 1
    return tuple(by_rule(year, month) for year in range(first_year, last_year + 1) for month in (6, 12))


def by_rule(year: int, month: Literal[6, 12]) -> Reconstitution:
    """Reconstitution of June or December by the rule alone: rank day and effective day. Raises ValueError before the
    first December reconstitution.
    """
    if (year, month) < FIRST_IN_DECEMBER:
        raise ValueError(f"no rule for {year}-{month:02d}: the index was reconstituted once a year")
    effective = _friday(year, month, 4 if month == 6 else 2)
    return Reconstitution(
        effective=effective,
        rank_day=_last_weekday(year, 4 if month == 6 else 10),
        opens=effective + timedelta(days=3),
        source=RULE,
        confidence="medium",
        basis="by rule, not announced",
    )


def _friday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_FRIDAY - first.weekday()) % 7 + 7 * (which - 1))


def _last_weekday(year: int, month: int) -> date:
    """Last business day of April or October: neither month ends with a holiday of the exchange."""
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=max(0, last.weekday() - _SATURDAY + 1))
