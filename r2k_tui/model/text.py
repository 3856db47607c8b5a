"""Cleaning of text from outside, at the border where it enters; and the number of a noun."""

from __future__ import annotations

import re
import unicodedata

# Cc: C0, DEL and C1 controls, ESC among them. Cf: bidi marks and overrides, zero-width, soft hyphen, tags.
# Cs, Co, Cn: surrogates, private use, unassigned: their width in a terminal is undefined.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = frozenset({"Zl", "Zp", "Zs"})
# A subset of RFC 3986 in ASCII: no user before the host (it would pose as the host), and no character that an
# address must escape.
_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?(?:[/?#][\w!#$%&'()*+,./:;=?@~\[\]-]*)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_ADDRESS = 1000
# A provider's symbol as the settings accept it.
SYMBOL_PATTERN = r"^[^\s\x00-\x1f\x7f-\x9f/\\]{1,32}$"


def clean(text: object, limit: int = 200) -> str:
    """Return `text` as one printable line of at most `limit` characters.

    Controls, escapes, C1, bidi and zero-width characters are dropped; white space of every kind becomes one
    space; anything that is not a string becomes "". Combining marks survive, at most two on one base, so that
    a stack of them cannot spill over other rows.
    """
    if not isinstance(text, str):
        return ""
    text = text[: limit * 8]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in _BLANKS or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category not in _DROPPED:
            marks = marks + 1 if category in ("Mn", "Me") else 0
            if marks <= 2:
                kept.append(character)
    return " ".join("".join(kept).split())[:limit].rstrip()


def clean_symbol(text: object) -> str:
    """Return a provider's symbol in upper case without blanks: `^rut ` is `^RUT`; "" when nothing is left."""
    return clean(text, 32).replace(" ", "").upper()


def dashed_symbol(text: object) -> str:
    """Return a symbol as quote providers spell share classes: `brk.b` and `BRK/B` are `BRK-B`; see `clean_symbol`."""
    return clean_symbol(text).replace(".", "-").replace("/", "-")


def clean_address(text: object) -> str:
    """Return a web address unchanged, or "" unless it is a plain http or https address.

    No character is dropped from an address: the rest would lead elsewhere.
    """
    if not isinstance(text, str) or len(text) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return ""
    return text


def plural(count: int, noun: str) -> str:
    """A count with its noun: `1 row`, `2,000 rows`. For nouns that take an s."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
