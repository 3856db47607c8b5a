"""Daily index of EDGAR: the statements of ownership that companies and persons filed on a day. Pure."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from typing import NamedTuple

from r2k_tui.model.insiders.filing import FORMS
from r2k_tui.sources.base import BadData

# Daily files write "File Name", quarterly ones "Filename".
_HEADER = re.compile(
    rb"^CIK\|Company Name\|Form Type\|Date Filed\|File ?name\r?\n-{5,}\s*?(\n|\Z)", re.IGNORECASE | re.MULTILINE
)
_PATH = re.compile(r"edgar/data/\d{1,10}/(\d{10}-\d\d-\d{6})\.txt")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


class _Everyone:
    """Container of every CIK."""

    def __contains__(self, cik: object) -> bool:
        return True


EVERY_FILER: Container[str] = _Everyone()


class IndexEntry(NamedTuple):
    """Filing about a company, by its accession number. `filed`: day of the index (YYYY-MM-DD)."""

    accession: str
    form: str
    issuer: str
    filed: str
    path: str

    @property
    def address(self) -> str:
        """Address of the whole submission."""
        return f"https://www.sec.gov/Archives/{self.path}"


def address_of(day: date) -> str:
    """Address of the index of a day."""
    quarter = (day.month - 1) // 3 + 1
    return f"https://www.sec.gov/Archives/edgar/daily-index/{day.year}/QTR{quarter}/master.{day:%Y%m%d}.idx"


def parse_daily_index(data: bytes, day: date, issuers: Container[str]) -> tuple[IndexEntry, ...]:
    """Statements of ownership about the companies `issuers` (CIK), each filing once, in the order of the index.

    A filing is listed under the company and under each person; rows of other filers and forms are left out. Raises
    BadData for a file with another header, for one of another day, and for such a row that is cut off or malformed.
    """
    head = _HEADER.search(data)
    if head is None:
        raise BadData("the SEC's daily index has another header")
    found: dict[str, IndexEntry] = {}
    for line in data[head.end() :].splitlines():
        entry = _entry(line, day, issuers) if line.strip() else None
        if entry is not None:
            found.setdefault(entry.accession, entry)
    return tuple(found.values())


def _entry(line: bytes, day: date, issuers: Container[str]) -> IndexEntry | None:
    """Entry of a row; None for another form or another filer."""
    fields = line.decode("latin-1").split("|")
    # A name may contain the separator: the other fields stand at the ends.
    if len(fields) < 5:
        raise BadData("the SEC's daily index is cut off, or has a row of another shape")
    if fields[-3].strip() not in FORMS:
        return None
    issuer = fields[0].strip().lstrip("0")
    if issuer not in issuers:
        return None
    named, filed = _PATH.fullmatch(fields[-1].strip()), _DAY.fullmatch(fields[-2].strip())
    if named is None or filed is None:
        raise BadData("the SEC's daily index has a row that names no filing")
    if "-".join(filed.groups()) != day.isoformat():
        raise BadData(f"the SEC's daily index of {day} lists filings of {'-'.join(filed.groups())}")
    return IndexEntry(named[1], fields[-3].strip(), issuer, day.isoformat(), named[0])
