"""Errors that Nasdaq reports with HTTP status 200."""

from __future__ import annotations

import json
from typing import Any

import pytest

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.nasdaq.envelope import payload
from tests.cases import cases
from tests.fakes.nasdaq_server import NO_RECORD, UNKNOWN, envelope


def made(data: Any, code: Any = 200, messages: Any = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(envelope(data, code, messages))
    return found


@pytest.mark.parametrize("code", [200, "200"])
def test_data_with_code_200_is_returned(code: Any) -> None:
    assert payload(made({"symbol": "IWM"}, code), "IWM") == {"symbol": "IWM"}


@cases(
    ("envelope", "kind", "words"),
    [
        (made(None, 400, UNKNOWN), NotFound, "Nasdaq does not know IWM."),
        (made(None, 200, [{"code": "1001"}]), NotFound, "Nasdaq does not know IWM."),
        (made(None, 200, NO_RECORD), NotFound, "Nasdaq has nothing of IWM."),
        (made(None, 429), RateLimited, "Nasdaq refuses more requests for now (429)."),
        (made(None, 500), RateLimited, "Nasdaq refuses more requests for now (500)."),
        (made({"symbol": "IWM"}, 429), RateLimited, "Nasdaq refuses more requests for now (429)."),
        (made(None, 503), Unavailable, "Nasdaq has a server error (503)."),
        (made(None, 403), AuthFailed, "Nasdaq denies access (403)."),
        (made(None, 400), BadData, "Nasdaq rejected the request (400)."),
        (made(None, 400, [{"code": 9}, "x", None]), BadData, "Nasdaq rejected the request (400)."),
        (made({}, None), BadData, "Nasdaq rejected the request."),
        (made({}, True), BadData, "Nasdaq rejected the request."),
        (made({}, -1), BadData, "Nasdaq rejected the request."),
        (made({}, "9" * 5000), BadData, "Nasdaq rejected the request."),
        (made(None), BadData, "Nasdaq answered without data of IWM."),
        (made([1]), BadData, "Nasdaq answered without data of IWM."),
        (made("x", 200, "x"), BadData, "Nasdaq answered without data of IWM."),
        ({}, BadData, "Nasdaq's response has no status."),
        ({"data": {}, "status": 200}, BadData, "Nasdaq's response has no status."),
    ],
)
def test_every_other_envelope_is_a_typed_error(envelope: dict[str, Any], kind: type[SourceError], words: str) -> None:
    with pytest.raises(SourceError) as caught:
        payload(envelope, "IWM")
    assert type(caught.value) is kind
    assert str(caught.value) == words
