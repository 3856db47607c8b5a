"""Interpretation of Yahoo's responses as data or as typed errors. Pure, without an HTTP library."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, RequestTooLong, SourceError, Unavailable
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_maintenance, maintenance, page_error, unknown_page
from r2k_tui.sources.http.retry_after import retry_at
from r2k_tui.sources.http.transport import TOO_LONG

QUOTE_PATH = "/v7/finance/quote"
CHART_PATH = "/v8/finance/chart/"
NEWS_PATH = "/xhr/ncp"
CRUMB_PATH = "/v1/test/getcrumb"
_DATA = re.compile(r"^/v\d+/finance/")
_ADDRESS = re.compile(r"https?://\S*|crumb=\S*", re.IGNORECASE)
# Printable ASCII without brackets, which begin a page or an error.
_GOOD_CRUMB = re.compile(r"[!-;=?-z|~]{1,64}")


class NoBars(Exception):
    """Known symbol without bars in the requested period."""


class HttpResponse(NamedTuple):
    """HTTP response: `status`, headers in lower case, and the whole decoded body."""

    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def carries_data(path: str) -> bool:
    """Whether responses of this path hold market data, not cookies or consent."""
    return path == NEWS_PATH or bool(_DATA.match(path))


def longest_answer(path: str, symbols: int) -> int:
    """Most bytes of a valid response; parsing more would block the whole process.

    A quote takes 2 to 4 kB on the wire, a century of daily bars 3 MB, an article with its summary a few kB.
    """
    if path == QUOTE_PATH:
        return 250_000 + 16_000 * symbols
    if path == NEWS_PATH:
        return 1_000_000
    return 5_000_000 if carries_data(path) else 1_000_000


def parse_response(answer: HttpResponse, now: float) -> Any:
    """Parsed JSON of a data response. Raises SourceError or NoBars. `now` in seconds since the epoch."""
    _check_refusal(answer, _plain_text(answer.body), now)
    data = _parse(answer)
    if (stated := _stated_error(data)) is not None:
        raise _from_stated(*stated)
    if answer.status == 404:
        raise NotFound("Yahoo does not know this.")
    if answer.status >= 400:
        raise _rejected(answer)
    if not _has_root(answer.path, data):
        raise BadData("Yahoo answered with something that is not market data.")
    return data


def _check_refusal(answer: HttpResponse, text: str, now: float) -> None:
    """Raise SourceError for a refusal by status or page. `text`: the beginning of a page."""
    if answer.status == 429 or "Too Many Requests" in text:
        raise RateLimited("Yahoo refuses more requests for now.", retry_at(answer.headers, now))
    if is_maintenance(text):
        raise maintenance(answer.status)
    if (known := page_error(text, answer.status)) is not None:
        raise known
    if answer.status in (401, 403):
        raise AuthFailed(f"Yahoo denies access ({answer.status}).")
    if answer.status >= 500:
        raise Unavailable(f"Yahoo has a server error ({answer.status}).")
    if 300 <= answer.status < 400:
        raise BadData("Yahoo redirected the request instead of answering.")


def parse_crumb(answer: HttpResponse, now: float) -> bool:
    """Whether the body is a usable crumb. Raises RateLimited or Unavailable when further requests are useless."""
    text = answer.body[:PAGE_LOOKED_AT].decode("utf-8", "replace").strip(" \r\n")
    if answer.status == 429 or "Too Many Requests" in text:
        raise RateLimited("Yahoo refuses more requests for now.", retry_at(answer.headers, now))
    if is_maintenance(text):
        raise maintenance(answer.status)
    if answer.status >= 500:
        raise Unavailable(f"Yahoo has a server error ({answer.status}).")
    return answer.status == 200 and _GOOD_CRUMB.fullmatch(text) is not None


def _plain_text(body: bytes) -> str:
    """Beginning of a body that is not JSON: a page or a plain sentence; "" for JSON."""
    start = body[:PAGE_LOOKED_AT].lstrip()
    return "" if start[:1] in (b"{", b"[") else start.decode("utf-8", "replace")


def _parse(answer: HttpResponse) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        pass
    if answer.status == 404:
        # Yahoo reports an unknown symbol in JSON.
        raise Unavailable("Yahoo's service is not found (404); the symbols are not at fault.")
    if answer.status >= 400:
        raise _rejected(answer)
    if not answer.body.strip():
        raise BadData("Yahoo sent an empty response.")
    if text := _plain_text(answer.body):
        raise unknown_page(text)
    raise BadData("Yahoo's response is corrupt.")


def _rejected(answer: HttpResponse) -> BadData:
    """Error of a rejected request; Yahoo answers a list of too many symbols with 400 or 414."""
    too_long = answer.status in TOO_LONG or (answer.status == 400 and answer.path == QUOTE_PATH)
    return (RequestTooLong if too_long else BadData)(f"Yahoo rejected the request ({answer.status}).")


def _has_root(path: str, data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    if path.startswith(CHART_PATH):
        return isinstance(data.get("chart"), dict)
    root = {QUOTE_PATH: "quoteResponse", NEWS_PATH: "data"}.get(path)
    return root is None or isinstance(data.get(root), dict)


def _stated_error(data: Any) -> tuple[str, str] | None:
    """Code and description of an error in Yahoo's JSON."""
    if not isinstance(data, dict):
        return None
    for part in data.values():
        error = part.get("error") if isinstance(part, dict) else None
        if isinstance(error, dict):
            return _said(error.get("code"), 40), _said(error.get("description"), 160)
        if isinstance(error, str) and error:
            return "", _said(error, 160)
    return None


def _said(text: object, limit: int) -> str:
    """Yahoo's words for a person, without addresses, which may contain our crumb."""
    return clean(_ADDRESS.sub("", clean(text, limit)), limit).rstrip(".")


def _from_stated(code: str, description: str) -> SourceError | NoBars:
    said = f"{code} {description}".lower()
    if "data doesn't exist" in said:
        return NoBars()
    if "too many requests" in said:
        return RateLimited("Yahoo refuses more requests for now.")
    if "not found" in said or "no data found" in said:
        return NotFound("Yahoo does not know the symbol; it may be delisted.")
    if "unauthorized" in said or "invalid crumb" in said or "invalid cookie" in said:
        return AuthFailed("Yahoo denies access.")
    return BadData(f"Yahoo rejected the request: {description or code or 'it gave no reason'}.")
