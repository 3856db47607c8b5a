"""Filings as they stand on a day: later ones are unknown, and amendments replace what they amend. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from r2k_tui.model.insiders.filing import InsiderFiling

# A form sent in the evening bears a later day in the index than its date of submission, over a weekend with a holiday.
_LATER_DAYS = 4


def standing(filings: Iterable[InsiderFiling], until: str) -> tuple[InsiderFiling, ...]:
    """Filings up to the day `until`, by company and day, without those that an amendment up to that day replaces."""
    found: dict[str, dict[str, InsiderFiling]] = {}
    for filing in sorted(filings, key=lambda one: (one.filed, one.amends, one.accession)):
        if filing.filed > until:
            break
        about = found.setdefault(filing.issuer, {})
        replaced = _replaced(filing, about.values()) if filing.amends and not filing.fault else None
        if replaced is not None:
            del about[replaced.accession]
        about[filing.accession] = filing
    return tuple(filing for about in found.values() for filing in about.values())


def _replaced(amendment: InsiderFiling, earlier: Iterable[InsiderFiling]) -> InsiderFiling | None:
    """Newest filing about the same company and person that the amendment names by its day, else by its period.

    A second amendment replaces the first one, which names the same original.
    """
    persons = {owner.cik for owner in amendment.owners}
    about = [one for one in earlier if not one.fault and persons & {owner.cik for owner in one.owners}]
    named = [one for one in about if _is_named(amendment.original, one)]
    same = [one for one in named or about if one.period and one.period == amendment.period]
    exact = [one for one in named if amendment.original in (one.filed, one.original)]
    found = same or exact or named[:1]
    return found[-1] if found else None


def _is_named(original: str, filing: InsiderFiling) -> bool:
    if not original:
        return False
    if filing.amends and filing.original == original:
        return True
    latest = date.fromisoformat(original) + timedelta(days=_LATER_DAYS)
    return original <= filing.filed <= latest.isoformat()
