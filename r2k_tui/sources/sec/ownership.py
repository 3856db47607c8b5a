"""Statement of changes in ownership (Form 4): its purchases, code P. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite
from xml.etree import ElementTree

from r2k_tui.model.insiders.filing import FORMS, InsiderFiling, InsiderOwner, InsiderTrade
from r2k_tui.model.text import clean, dashed_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.daily_index import IndexEntry
from r2k_tui.sources.sec.xml import parse_xml, text_at

_BEGIN, _END = b"<XML>", b"</XML>"
_PURCHASE, _ACQUIRED = "P", "A"
# Far more than the form has room for.
_MOST_ROWS, _MOST_OWNERS, _MOST_BLOCKS = 1000, 50, 4
_YES, _NO = frozenset({"1", "true", "y"}), frozenset({"", "0", "false", "n"})
# Days of a transaction before its filing that are still plausible: late filings exist, typing errors do as well.
_LATEST_YEARS = 10


def parse_ownership(data: bytes, entry: IndexEntry, symbols: tuple[str, ...]) -> InsiderFiling:
    """Filing with its purchases from the whole submission. Raises BadData.

    `symbols`: stocks of the company that are members; of several, the one that the filing names, else the first. A
    filing about another company, which the company of the entry only reports as an owner, has no symbol.
    """
    root = _document(data)
    form, filed = text_at(root, "documentType") or entry.form, date.fromisoformat(entry.filed)
    if form not in FORMS:
        raise BadData(f"the SEC's document is form {clean(form, 12) or '?'}, not {entry.form}")
    issuer = _cik(text_at(root, "issuer/issuerCik"))
    ours = issuer == entry.issuer
    named = dashed_symbol(text_at(root, "issuer/issuerTradingSymbol"))
    trades = tuple(_purchases(root, filed)) if ours else ()
    return InsiderFiling(
        accession=entry.accession,
        form=form,
        symbol=(named if named in symbols else symbols[0]) if ours else "",
        issuer=issuer,
        filed=entry.filed,
        period=_day(text_at(root, "periodOfReport")),
        original=_day(text_at(root, "dateOfOriginalSubmission")),
        plan=_flag(root, "aff10b5One"),
        owners=_owners(root),
        purchases=trades,
    )


def _document(data: bytes) -> ElementTree.Element:
    """The statement within a submission, whose other documents may be of any kind."""
    for block in _blocks(data):
        root = parse_xml(block.strip())
        if root.tag.rpartition("}")[2] == "ownershipDocument":
            return root
    raise BadData("the SEC's document is no statement of ownership")


def _blocks(data: bytes) -> Iterator[bytes]:
    start = 0
    for _ in range(_MOST_BLOCKS):
        begin = data.find(_BEGIN, start)
        end = data.find(_END, begin)
        if begin < 0 or end < 0:
            return
        yield data[begin + len(_BEGIN) : end]
        start = end


def _purchases(root: ElementTree.Element, filed: date) -> Iterator[InsiderTrade]:
    rows = root.findall("{*}nonDerivativeTable/{*}nonDerivativeTransaction")
    if len(rows) > _MOST_ROWS:
        raise BadData(f"the SEC's statement has more than {_MOST_ROWS:,} transactions")
    for row in rows:
        code = text_at(row, "transactionCoding/transactionCode")
        way = text_at(row, "transactionAmounts/transactionAcquiredDisposedCode/value")
        if code != _PURCHASE or way != _ACQUIRED:
            continue
        text = text_at(row, "transactionDate/value")
        day = _day(text)
        if not day or day > filed.isoformat() or int(day[:4]) < filed.year - _LATEST_YEARS:
            raise BadData(f"the SEC's statement filed on {filed} has a purchase of {clean(text, 24) or 'no day'}")
        # A price of zero is no purchase at a price, but one that is stated elsewhere.
        yield InsiderTrade(day, _amount(row, "transactionShares"), _amount(row, "transactionPricePerShare"))


def _amount(row: ElementTree.Element, name: str) -> float | None:
    """Positive number of a transaction; None where it is absent, a footnote, zero or no number."""
    text = text_at(row, f"transactionAmounts/{name}/value")
    try:
        value = float(text)
    except ValueError:
        return None
    plausible = isfinite(value) and 0 < value < 1e12 and len(text) <= 40 and "_" not in text
    return value if plausible else None


def _owners(root: ElementTree.Element) -> tuple[InsiderOwner, ...]:
    rows = root.findall("{*}reportingOwner")
    if not rows or len(rows) > _MOST_OWNERS:
        raise BadData(f"the SEC's statement names {len(rows)} reporting persons")
    found: dict[str, InsiderOwner] = {}
    for row in rows:
        cik, name = _cik(text_at(row, "reportingOwnerId/rptOwnerCik")), text_at(row, "reportingOwnerId/rptOwnerName")
        if not cik:
            raise BadData("the SEC's statement names a person without a number")
        found.setdefault(cik, InsiderOwner(cik, clean(name, 80) or f"CIK {cik}", _role(row)))
    return tuple(found.values())


def _role(row: ElementTree.Element) -> str:
    at = "reportingOwnerRelationship"
    title = clean(text_at(row, f"{at}/officerTitle"), 60)
    kinds = (
        ("director", _flag(row, f"{at}/isDirector")),
        (title or "officer", _flag(row, f"{at}/isOfficer")),
        ("10% owner", _flag(row, f"{at}/isTenPercentOwner")),
        (clean(text_at(row, f"{at}/otherText"), 60) or "other", _flag(row, f"{at}/isOther")),
    )
    return ", ".join(words for words, is_so in kinds if is_so)


def _flag(element: ElementTree.Element, path: str) -> bool:
    """A yes or no of the form; absent is no. Raises BadData for anything else."""
    text = text_at(element, path).casefold()
    if text not in _YES and text not in _NO:
        raise BadData(f"the SEC's statement says {clean(text, 12)!r} where yes or no belongs")
    return text in _YES


def _cik(text: str) -> str:
    digits = text.strip().lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 10 else ""


def _day(text: str) -> str:
    """Day of a date, which may carry an offset; "" for anything else."""
    try:
        return date.fromisoformat(text[:10]).isoformat() if len(text) <= 16 else ""
    except ValueError:
        return ""
