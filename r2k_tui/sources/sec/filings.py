"""Index of a fund's filings: the reports of its holdings, newest first. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.xml import parse_xml, text_at

FORM = "NPORT-P"
_ACCESSION = re.compile(r"urn:tag:sec\.gov,2008:accession-number=(\d{10}-\d\d-\d{6})")


class Filing(NamedTuple):
    """Filing by its accession number, and the day on which it became public."""

    accession: str
    filed: date

    def document(self, cik: int) -> str:
        """Address of its primary document."""
        return f"https://www.sec.gov/Archives/edgar/data/{cik}/{self.accession.replace('-', '')}/primary_doc.xml"


def parse_index(data: bytes) -> tuple[Filing, ...]:
    """Reports of holdings in an Atom index, newest first; other forms are left out. Raises BadData."""
    feed = parse_xml(data)
    if not feed.tag.endswith("}feed"):
        raise BadData("the SEC sent no index of filings")
    found: dict[str, Filing] = {}
    for entry in feed.iterfind("{*}entry"):
        category = entry.find("{*}category")
        named = _ACCESSION.fullmatch(text_at(entry, "id"))
        if category is None or category.get("term") != FORM or named is None:
            continue
        try:
            filed = date.fromisoformat(text_at(entry, "content/filing-date") or text_at(entry, "updated")[:10])
        except ValueError:
            raise BadData("the SEC's index has an entry without a day") from None
        found.setdefault(named[1], Filing(named[1], filed))
    return tuple(sorted(found.values(), key=lambda filing: filing.filed, reverse=True))
