"""Errors of the client, turned into those of a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yfinance

from r2k_tui.sources.base import BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.yahoo.http.errors import is_cache_failure, typed
from tests.cases import cases


def test_the_errors_that_are_told_apart() -> None:
    from curl_cffi.requests import exceptions as curl

    kinds = {
        type(typed(error, 5.0))
        for error in (yfinance.exceptions.YFTzMissingError("X"), yfinance.exceptions.YFTickerMissingError("X", "y"))
    }
    assert kinds == {NotFound}
    assert type(typed(yfinance.exceptions.YFRateLimitError(), 5.0)) is RateLimited
    assert str(typed(curl.Timeout("slow", 28), 5.0)) == "Yahoo did not answer within 5 s."
    assert "address" in str(typed(curl.DNSError("no", 6), 5.0))
    assert "proxy" in str(typed(curl.ProxyError("no", 5), 5.0))
    assert "certificate" in str(typed(curl.CertificateVerifyError("no", 60), 5.0))
    assert type(typed(curl.IncompleteRead("cut", 18), 5.0)) is BadData


@cases(
    "error",
    [
        *(KeyError("currentTradingPeriod"), TypeError(), ValueError(), IndexError(), AttributeError()),
        *(UnboundLocalError(), json.JSONDecodeError("x", "y", 0), RecursionError(), RuntimeError(), Exception("odd")),
    ],
)
def test_what_breaks_within_the_client_is_bad_data(error: Exception) -> None:
    assert type(typed(error, 5.0)) is BadData


@cases(
    "error",
    [ConnectionResetError(), TimeoutError(), OSError(28, "full"), MemoryError(), SystemExit()],
)
def test_what_breaks_around_the_client(error: BaseException) -> None:
    assert isinstance(typed(error, 5.0), SourceError)
    if isinstance(error, Exception):
        assert type(typed(error, 5.0)) is Unavailable


def test_failures_of_the_cache_are_recognised(tmp_path: Path) -> None:
    import peewee

    database = peewee.SqliteDatabase(str(tmp_path))
    with pytest.raises(peewee.PeeweeException) as caught:
        database.connect()
    assert is_cache_failure(caught.value)
    assert type(typed(caught.value, 5.0)) is Unavailable
    assert not is_cache_failure(ValueError())
