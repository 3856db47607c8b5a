"""Classification of web pages received instead of data: maintenance, consent, a sign-in, a proxy, a firewall."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, SourceError, Unavailable

YAHOO = "Yahoo"
# Pages hold their styles before their words.
PAGE_LOOKED_AT = 65_536
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_XML = re.compile(r"\ufeff?\s*<\?xml\b[^>]{0,200}>\s*(<!--.{0,500}?-->\s*)?", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(r"<(!doctype\s+html|html)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S*", re.IGNORECASE)
_LONGEST_TITLE = 60
# A blocking page says so at the top; further down, a page of the service's own may mention anything.
_READ = 2000
_SIGN_IN_STATUS, _PROXY_STATUS = 511, 407


class _Kind(NamedTuple):
    """Kind of page: the words that identify it, its error, and its message, in which `{service}` is the service."""

    signs: re.Pattern[str]
    error: type[SourceError]
    words: str


def _signs(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_CONSENT = _Kind(
    _signs(r"we value your privacy", r"consent\.yahoo", r"collectconsent", r"your privacy choices"),
    BadData,
    "{service} asks for consent to cookies with a page instead of data",
)
_SIGN_IN = _Kind(
    _signs(r"captive[ -]?portal", r"\bwi-?fi\b", r"hotspot", r"network (login|sign[- ]?in|access|authentication)"),
    Unavailable,
    "This network requires a sign-in before it lets requests through to {service}",
)
_FIREWALL = _Kind(
    _signs(r"cloudflare", r"attention required!", r"errors\.edgesuite\.net"),
    AuthFailed,
    "A firewall in front of {service} denies access",
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
    "A proxy on the way to {service} answered with a page of its own",
)


def is_maintenance(text: str) -> bool:
    """Whether a page or a sentence is a maintenance notice."""
    return "will be right back" in text.casefold()


def maintenance(status: int, service: str = YAHOO) -> Unavailable:
    """Error of the maintenance notice, whatever its status."""
    return Unavailable(f"{service} is down for maintenance{_with(status)}.")


def page_error(text: str, status: int, service: str = YAHOO) -> SourceError | None:
    """Error of a page of a known kind, else None. `text` is the beginning of the body."""
    if status == _SIGN_IN_STATUS:
        return _made(_SIGN_IN, status, service)
    if status == _PROXY_STATUS:
        return Unavailable(f"The proxy requires a name and a password{_with(status)}.")
    if not is_page(text):
        return None
    if status < 400 and _CONSENT.signs.search(text):
        return _made(_CONSENT, status, service)
    title = page_title(text)
    if service.casefold() in title.casefold():
        return None
    read = f"{title} {_words(text)}"
    kinds = (_SIGN_IN, _FIREWALL, _PROXY)
    return next((_made(kind, status, service) for kind in kinds if kind.signs.search(read)), None)


def unknown_page(text: str, service: str = YAHOO) -> BadData:
    """Error of any other page or sentence with status 200, with its title."""
    title = page_title(text)
    return BadData(f"{service} answered with a page instead of data{f': “{title}”' if title else ''}.")


def page_title(text: str) -> str:
    """Title of a page in plain words, without addresses; "" without one."""
    found = _TITLE.search(text)
    if found is None:
        return ""
    plain = _ADDRESS.sub("", clean(html.unescape(found[1]), 4 * _LONGEST_TITLE))
    return clean(plain, _LONGEST_TITLE).rstrip(".")


def _words(text: str) -> str:
    """First visible words of a page: no script, no style, no tag."""
    return clean(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text))), _READ)


def is_page(text: str) -> bool:
    """Whether a body begins as a web page. An XML document is one only where its root is: others have titles, too."""
    declaration = _XML.match(text)
    if declaration is not None:
        return _XHTML.match(text, declaration.end()) is not None
    return re.search(r"<(!doctype|html|head|body|title|form|meta)\b", text, re.IGNORECASE) is not None


def _made(kind: _Kind, status: int, service: str) -> SourceError:
    return kind.error(f"{kind.words.format(service=service)}{_with(status)}.")


def _with(status: int) -> str:
    return "" if status == 200 else f" ({status})"
