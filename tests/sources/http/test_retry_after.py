"""The Retry-After header, in seconds and as a date."""

from __future__ import annotations

from r2k_tui.sources.http.retry_after import http_date, retry_at
from tests.cases import cases

NOW = 1_790_000_000.0


@cases(
    ("headers", "wait_s"),
    [
        ({"retry-after": "30"}, 30.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "9999999"}, 86400.0),
        (
            {"retry-after": "Tue, 06 Oct 2026 14:41:00 GMT", "date": "Tue, 06 Oct 2026 14:40:00 GMT"},
            60.0,
        ),
        ({"retry-after": "Tue, 06 Oct 2020 14:41:00 GMT"}, 0.0),
    ],
)
def test_the_wait_is_the_one_that_the_header_names(headers: dict[str, str], wait_s: float) -> None:
    assert retry_at(headers, NOW) == NOW + wait_s


@cases("text", ["", "soon", "-5", "1e9"])
def test_any_other_text_names_no_time(text: str) -> None:
    assert retry_at({"retry-after": text}, NOW) is None


def test_a_date_is_seconds_since_the_epoch() -> None:
    assert http_date("Thu, 01 Jan 1970 00:01:00 GMT") == 60.0
    assert http_date("yesterday") is None
