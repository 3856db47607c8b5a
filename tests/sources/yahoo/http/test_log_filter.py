"""What the client's libraries log: one plain line in R2K's own log, without our crumb."""

from __future__ import annotations

import logging

from r2k_tui.sources.yahoo.http.log_filter import redirect_logs
from tests.cases import cases


def told(said: str, *args: object) -> str:
    """What R2K's log gets of a record of yfinance's."""
    heard: list[str] = []
    target = logging.Logger("r2k_tui.test", logging.DEBUG)
    target.addHandler(handler := logging.Handler())
    handler.emit = lambda record: heard.append(record.getMessage())
    talkative = logging.getLogger("yfinance")
    before, level = list(talkative.handlers), talkative.level
    talkative.handlers.clear()
    talkative.setLevel(logging.DEBUG)
    try:
        redirect_logs(target)
        talkative.debug(said, *args)
    finally:
        talkative.handlers[:] = before
        talkative.setLevel(level)
    (line,) = heard
    return line


def test_messages_are_one_plain_line() -> None:
    assert told("url=%s", "a\x1b]0;b\x07&c\n\u202ed") == "yfinance: url=a]0;b&c d"
    assert len(told("x" * 10_000)) < 600


@cases(
    "said",
    [
        "crumb = 's3cret'",
        "crumb = 's3 cret'",
        "https://query1.example/v7?crumb=s3cret&symbols=IWM",
        "params={'symbols': 'IWM', 'crumb': 's3cret'}",
        "Didn't receive crumb s3cret",
    ],
)
def test_a_crumb_is_never_logged(said: str) -> None:
    assert "cret" not in told(said)


def test_what_tells_no_crumb_stays() -> None:
    said = "Cookie/crumb fetch failed (Timeout), continuing without crumb"
    assert told(said) == f"yfinance: {said}"


def test_a_message_that_cannot_be_formatted() -> None:
    assert told("%d", "x") == "yfinance: a message that cannot be formatted"
