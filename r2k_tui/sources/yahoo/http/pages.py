"""What a web page means that came instead of Yahoo's data: maintenance, consent, a sign-in, a proxy, a firewall."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, SourceError, Unavailable

MAINTENANCE = "Yahoo is down for maintenance"
# Pages carry their styles before their words.
PAGE_LOOKED_AT = 65_536
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"https?://\S*", re.IGNORECASE)
_LONGEST_TITLE = 60
# What stands in the way says so at once; further down a page of Yahoo's own may speak of anything.
_READ = 2000
_SIGN_IN_STATUS, _PROXY_STATUS = 511, 407


class _Kind(NamedTuple):
    """A sort of page: the words that it is told by, its error, and what is said of it."""

    signs: re.Pattern[str]
    error: type[SourceError]
    words: str


def _signs(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_CONSENT = _Kind(
    _signs(r"we value your privacy", r"consent\.yahoo", r"collectconsent", r"your privacy choices"),
    BadData,
    "Yahoo asks for consent to cookies with a page instead of data",
)
_SIGN_IN = _Kind(
    _signs(r"captive[ -]?portal", r"\bwi-?fi\b", r"hotspot", r"network (login|sign[- ]?in|access|authentication)"),
    Unavailable,
    "This network asks for a sign-in before it lets anything through to Yahoo",
)
_FIREWALL = _Kind(
    _signs(r"cloudflare", r"attention required!", r"errors\.edgesuite\.net"),
    AuthFailed,
    "A firewall before Yahoo refuses to let us through",
)
_PROXY = _Kind(
    _signs(
        r"proxy (error|server|authentication)",
        r"requested url could not be retrieved",
        r"\bsquid\b",
        r"zscaler",
        r"web ?filter",
    ),
    Unavailable,
    "A proxy on the way to Yahoo answered with a page of its own",
)


def is_maintenance(text: str) -> bool:
    """Whether a page or a sentence is the one that Yahoo shows while it is down."""
    return "will be right back" in text.casefold()


def maintenance(status: int) -> Unavailable:
    """The error of that page, whatever status it came with."""
    return Unavailable(f"{MAINTENANCE}{_with(status)}.")


def page_error(text: str, status: int) -> SourceError | None:
    """The error of a page whose sort is known; None for all others. `text` is the beginning of the body."""
    if status == _SIGN_IN_STATUS:
        return _made(_SIGN_IN, status)
    if status == _PROXY_STATUS:
        return Unavailable(f"The proxy on the way to Yahoo asks for a name and a password{_with(status)}.")
    if not _is_page(text):
        return None
    if status < 400 and _CONSENT.signs.search(text):
        return _made(_CONSENT, status)
    title = page_title(text)
    if "yahoo" in title.casefold():
        return None
    read = f"{title} {_words(text)}"
    return next((_made(kind, status) for kind in (_SIGN_IN, _FIREWALL, _PROXY) if kind.signs.search(read)), None)


def unknown_page(text: str) -> BadData:
    """The error of any other page or sentence that came with status 200: its title says the most."""
    title = page_title(text)
    return BadData(f"Yahoo answered with a page instead of data{f': “{title}”' if title else ''}.")


def page_title(text: str) -> str:
    """The title of a page in plain words, without addresses; "" where it has none."""
    found = _TITLE.search(text)
    if found is None:
        return ""
    plain = _ADDRESS.sub("", clean(html.unescape(found[1]), 4 * _LONGEST_TITLE))
    return clean(plain, _LONGEST_TITLE).rstrip(".")


def _words(text: str) -> str:
    """The first words that a person reads on a page: no script, no style, no tag."""
    return clean(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text))), _READ)


def _is_page(text: str) -> bool:
    return re.search(r"<(!doctype|html|head|body|title|form|meta)\b", text, re.IGNORECASE) is not None


def _made(kind: _Kind, status: int) -> SourceError:
    return kind.error(f"{kind.words}{_with(status)}.")


def _with(status: int) -> str:
    return "" if status == 200 else f" ({status})"
