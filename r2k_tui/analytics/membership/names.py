"""Names of companies as lists of holdings write them: shortened, cut off, with legal forms and share classes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

# Two names mean one company where they are equal without legal forms, share class and punctuation, where one is the
# beginning of the other and was cut off by the list, or where at least this share of their letters agrees.
ALIKE = 0.9
RULE = (
    "names count as the same without legal form, share class and punctuation, cut off by the list, "
    f"or with {ALIKE:.0%} of the letters in common and the same first word"
)
# Lists cut names after about this many characters.
_CUT = 30
_CLASS = re.compile(r"\b(?:CLASS|CLAS|CLA|CL|SERIES|SER)(?: ([A-Z0-9]))?(?= |$)")
_OTHER = re.compile(r"[^A-Z0-9 ]+")
# What is no stock of the company, whatever its name begins with.
_OTHER_PAPER = frozenset(("CVR", "RIGHT", "RIGHTS", "WARRANT", "WARRANTS", "ESCROW", "CONTRA", "PREFERRED"))
_FORMS = frozenset(
    (
        *("INC", "INCORPORATED", "CORP", "CORPORATION", "CO", "COMPANY", "LTD", "LIMITED", "PLC", "LLC", "LP", "SA"),
        *("NV", "AG", "SE", "REIT", "TRUST", "HOLDING", "HOLDINGS", "GROUP", "THE", "COM", "NEW", "ORDINARY", "SHARES"),
    )
)


def base(name: str) -> str:
    """Name without legal form, share class and punctuation; the plain name where nothing else is left."""
    words = unclassed(name).split()
    return " ".join(word for word in words if word not in _FORMS) or _plain(name)


@lru_cache(maxsize=16384)
def unclassed(name: str) -> str:
    """Name in capitals without share class and punctuation."""
    return " ".join(_CLASS.sub(" ", _plain(name)).split())


def share_class(name: str) -> str:
    """Letter of the share class in a name, "" where it has none."""
    found = _CLASS.search(_plain(name))
    return (found[1] or "") if found else ""


def _plain(name: str) -> str:
    return " ".join(_OTHER.sub(" ", name.upper().replace("&", " AND ").replace("'", "")).split())


def alike(first: str, second: str) -> bool:
    """Whether two names mean one company, by the rule above."""
    return likeness(first, second) >= ALIKE


def likeness(first: str, second: str) -> float:
    """Likeness of two names, 0 to 1; 1 for equal or cut-off ones, 0 for another first word."""
    one, other = base(first), base(second)
    if _OTHER_PAPER & set(one.split()) != _OTHER_PAPER & set(other.split()):
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if min(len(first), len(second)) >= _CUT and long.startswith(short):
        return 1.0
    if one.split()[:1] != other.split()[:1]:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
