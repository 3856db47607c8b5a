"""JSON of a response, or a typed error. Pure."""

from __future__ import annotations

import json
from typing import Any

from r2k_tui.sources.base import BadData
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, unknown_page


def json_object(body: bytes, service: str) -> dict[str, Any]:
    """Object at the top of a response. Raises BadData for an empty body, a page, and anything but an object."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise _not_json(body, service) from None
    if not isinstance(data, dict):
        raise BadData(f"{service}'s response is not an object.")
    return data


def _not_json(body: bytes, service: str) -> BadData:
    start = body[:PAGE_LOOKED_AT].lstrip()
    if not start:
        return BadData(f"{service} sent an empty response.")
    if start[:1] in (b"{", b"["):
        return BadData(f"{service}'s response is corrupt.")
    return unknown_page(start.decode("utf-8", "replace"), service)
