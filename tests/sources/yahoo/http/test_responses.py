"""What status, headers and body of an answer mean."""

from __future__ import annotations

import json
from typing import Any

import pytest

from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    RateLimited,
    RequestTooLong,
    SourceError,
    Unavailable,
)
from r2k_tui.sources.yahoo.http.responses import (
    CRUMB_PATH,
    HttpResponse,
    NoBars,
    parse_crumb,
    parse_response,
    retry_at,
)
from tests.cases import cases
from tests.sources.yahoo.http.answers import CHART, NOW, answer

GOOD = {"quoteResponse": {"result": [], "error": None}}


def chart_error(code: str, description: str) -> dict[str, Any]:
    return {"chart": {"result": None, "error": {"code": code, "description": description}}}


def test_good_data_comes_parsed() -> None:
    assert parse_response(answer(GOOD), NOW) == GOOD
    assert parse_response(answer({"chart": {"result": [1], "error": None}}, path=CHART), NOW)["chart"]["result"] == [1]


@cases(
    ("case", "error"),
    [
        (answer(b"Too Many Requests\r\n", 429), RateLimited),
        (answer(b"Edge: Too Many Requests", 200), RateLimited),
        (answer(GOOD, 429), RateLimited),
        (answer({"finance": {"result": None, "error": {"code": "Unauthorized"}}}, 401), AuthFailed),
        (answer({"finance": {"result": None, "error": {"description": "Invalid Crumb"}}}), AuthFailed),
        (answer(b"<html>no</html>", 403), AuthFailed),
        (answer(b"", 404), Unavailable),
        (answer(b"<html>404 Not Found</html>", 404), Unavailable),
        (answer({}, 404), NotFound),
        (answer(chart_error("Not Found", "No data found, symbol may be delisted"), 404, CHART), NotFound),
        (answer(chart_error("Not Found", "No data found, symbol may be delisted"), 200, CHART), NotFound),
        (answer(chart_error("Bad Request", "Data doesn't exist for startDate = 1, endDate = 2"), 400, CHART), NoBars),
        (answer(chart_error("Unprocessable Entity", "1m data not available"), 422, CHART), BadData),
        (answer(b"Bad Request", 400), RequestTooLong),
        (answer({}, 400), RequestTooLong),
        (answer(b"<html>URI Too Long</html>", 414), RequestTooLong),
        (answer(b"Bad Request", 400, CHART), BadData),
        (answer(b"Bad gateway", 502), Unavailable),
        (answer(GOOD, 503), Unavailable),
        (answer(b"<html>Will be right back...</html>"), Unavailable),
        (answer(b"<!DOCTYPE html><html>consent</html>"), BadData),
        (answer(b"moved", 302), BadData),
        (answer(b""), BadData),
        (answer(json.dumps(GOOD).encode()[:-3]), BadData),
        (answer(b"[" * 100_000), BadData),
        (answer(b"\xff\xfe\x00"), BadData),
        (answer(b"null"), BadData),
        (answer({}), BadData),
        (answer({"quoteResponse": None}), BadData),
        (answer(GOOD, path=CHART), BadData),
        (answer({"quoteResponse": {"result": None, "error": "no"}}), BadData),
    ],
)
def test_every_bad_answer_has_its_error(case: HttpResponse, error: type[Exception]) -> None:
    with pytest.raises(Exception) as caught:
        parse_response(case, NOW)
    assert type(caught.value) is error
    if isinstance(caught.value, SourceError):
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)


def test_a_nan_on_the_wire_spoils_only_its_field() -> None:
    assert parse_response(answer(b'{"quoteResponse": {"result": [{"bid": NaN}], "error": null}}'), NOW)


def test_words_of_yahoo_carry_no_address_crumb_or_escape() -> None:
    said = "Bad \x1b[31m see https://query1.example/v7?crumb=s3cret and crumb=s3cret."
    with pytest.raises(BadData) as caught:
        parse_response(answer(chart_error("Bad Request", said), 400, CHART), NOW)
    assert "s3cret" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert "http" not in str(caught.value)


@cases(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "120"}, NOW + 120),
        ({"retry-after": "0"}, NOW),
        ({"retry-after": "999999999"}, NOW + 86400),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "Mon, 12 Jan 1970 14:00:00 GMT"}, NOW + 13 * 60 + 20 + 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, NOW + 30),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT", "date": "Wed, 21 Oct 2026 07:29:00 GMT"}, NOW),
        ({"retry-after": "99999999999999999999"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], expected: float | None) -> None:
    assert retry_at(headers, NOW) == expected
    with pytest.raises(RateLimited) as caught:
        parse_response(answer(b"Too Many Requests", 429, headers=headers), NOW)
    assert caught.value.retry_at == expected


@cases(
    ("body", "status", "usable"),
    [
        (b"aB3.x/Yz_1", 200, True),
        (b"", 200, False),
        (b"<!DOCTYPE html><html lang=en>", 200, False),
        (b'{"finance":{"error":"Invalid Cookie"}}', 401, False),
        (b"aB3.x/Yz_1", 404, False),
        (b"x" * 65, 200, False),
        (b"two words", 200, False),
        (b"a\x1b]0;b\x07&c", 200, False),
        (b"\x7f\x00", 200, False),
        (b"aB3.x/Yz_1\x1f", 200, False),
        ("é\u202e".encode(), 200, False),
        (b"\xff\xfe", 200, False),
        (b"!~./=|&", 200, True),
    ],
)
def test_crumbs(body: bytes, status: int, usable: bool) -> None:
    assert parse_crumb(answer(body, status, CRUMB_PATH), NOW) is usable


def test_crumbs_that_are_no_use_to_ask_for() -> None:
    with pytest.raises(RateLimited):
        parse_crumb(answer(b"Too Many Requests\r\n", 200, CRUMB_PATH), NOW)
    with pytest.raises(Unavailable):
        parse_crumb(answer(b"x", 503, CRUMB_PATH), NOW)
