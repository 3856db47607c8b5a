"""A client that changed is told apart from an odd answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yfinance
from yfinance.data import YfData

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.base import BadData, ProviderOff
from r2k_tui.sources.yahoo.http.client_changed import changed, client_change
from r2k_tui.sources.yahoo.http.errors import typed
from r2k_tui.sources.yahoo.http.session import YahooSession
from tests.cases import cases


def raised(call: Callable[[], Any]) -> BaseException:
    """What a call raises."""
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("it raised nothing")


def session() -> YahooSession:
    return YahooSession(YahooSettings(endpoint="http://127.0.0.1:9"), lambda: 0.0, lambda: None)


@cases(
    ("call", "words"),
    [
        (lambda: yfinance.no_such_name, "no longer has yfinance.no_such_name"),
        (lambda: YfData.no_such_name, "no longer has YfData.no_such_name"),
        (lambda: YfData().no_such_name, "no longer has YfData.no_such_name"),
        (lambda: session().no_such_name, "no longer has YahooSession.no_such_name"),
        (lambda: YfData().get_raw_json("x", parameters={}), "changed YfData.get_raw_json()"),
        (lambda: YfData.get_raw_json(), "changed YfData.get_raw_json()"),
        (lambda: __import__("yfinance.no_such_module"), "cannot be loaded (No module named 'yfinance.no_such_module')"),
    ],
)
def test_a_changed_client_is_named_with_its_version(call: Callable[[], Any], words: str) -> None:
    error = typed(raised(call), 5.0)
    assert isinstance(error, ProviderOff)
    assert error.kind == "provider_off"
    assert str(error) == (
        f"yfinance {yfinance.__version__} {words}, which R2K needs; the provider yahoo is switched off. "
        "`r2k doctor --sources` shows what is used instead."
    )


@cases(
    "call",
    [
        lambda: [].get("x"),  # type: ignore[attr-defined]
        lambda: {"x": None}["x"]["y"],  # type: ignore[index]
        lambda: "x".items(),  # type: ignore[attr-defined]
        lambda: 1 + "x",  # type: ignore[operator]
        lambda: {}["x"],
        lambda: int([]),  # type: ignore[call-overload]
    ],
)
def test_an_odd_answer_is_bad_data(call: Callable[[], Any]) -> None:
    error = raised(call)
    assert client_change(error) is None
    assert type(typed(error, 5.0)) is BadData


def test_a_client_that_is_not_installed_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("r2k_tui.sources.yahoo.http.client_changed.CLIENT", "no-such-client-at-all")
    assert str(changed("cannot be loaded")).startswith("no-such-client-at-all (not installed) cannot be loaded")


def test_hostile_words_come_out_plain() -> None:
    error = client_change(ImportError("\x1b]0;owned\x07" + "x" * 10_000))
    assert error is not None
    assert str(error).isprintable()
    assert len(str(error)) < 400
