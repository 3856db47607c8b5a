"""Yahoo's way from the wire to the pixel: the real client, against a server of the tests' own on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.fakes.yahoo_market import DEPTH
from tests.fakes.yahoo_server import Asked, FakeYahoo, Fault
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
_QUOTES = "/v7/finance/quote"
_PERIOD_S = 1.0
_HISTORY = 3000
SYMBOLS = ("^RUT", "IWM", "SPY", "^GSPC", "^VIX", "TLT", "HYG", "GLD", "IWN", "IWO", "QQQ", "EEM")


@pytest.fixture
def yahoo(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeYahoo]:
    """The server; it knows the symbols of the readings as well, with history enough for them."""
    monkeypatch.setitem(DEPTH, "1d", _HISTORY)
    with FakeYahoo([*SYMBOLS, "IEF", "^IRX"]) as server:
        yield server


def _settings(path: Path, endpoint: str) -> Path:
    """Settings that poll once a second whatever the phase of the market, so that the hour of the day is no matter."""
    path.write_text(
        f"""
[watchlist]
symbols = [{", ".join(f'"{symbol}"' for symbol in SYMBOLS)}]
[yahoo]
endpoint = "{endpoint}"
[poll.quotes]
pre = {_PERIOD_S}
open = {_PERIOD_S}
post = {_PERIOD_S}
closed = {_PERIOD_S}
[limits]
requests_per_minute = 6000
burst = 200
[universe]
enabled = false
[fred]
endpoint = ""
[built_in_alerts]
reconstitution = false
"""
    )
    return path


def _wait_price(session: Session, symbol: str, wanted: float) -> None:
    words = f"{symbol} at {wanted}"
    session.wait(words, lambda: picture.price(session.text(), symbol) == wanted, within=_WITHIN_S)


def _wait_polls(session: Session, yahoo: FakeYahoo, more: int) -> list[Asked]:
    """Wait for so many more quote requests, and return them."""
    before = len(yahoo.asked(_QUOTES))
    session.wait(f"{more} polls", lambda: len(yahoo.asked(_QUOTES)) >= before + more, within=_WITHIN_S)
    return yahoo.asked(_QUOTES)[before:]


def test_the_quote_on_screen_is_the_servers(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    session = start("--config", _settings(tmp_path / "r2k.toml", yahoo.url), size=HOME)
    for symbol in SYMBOLS:
        _wait_price(session, symbol, yahoo.quotes[symbol]["regularMarketPrice"])
    yahoo.set_price("IWM", 123.45)
    _wait_price(session, "IWM", 123.45)
    yahoo.set_price("^RUT", 2345.67)
    session.wait("it in the header as well", lambda: "^RUT 2,345.67" in session.text().split("\n")[0])


def test_one_request_a_poll_however_many_symbols(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    session = start("--config", _settings(tmp_path / "r2k.toml", yahoo.url), size=HOME)
    _wait_price(session, "IWM", yahoo.quotes["IWM"]["regularMarketPrice"])
    polls = _wait_polls(session, yahoo, 5)
    for poll in polls:
        assert set(SYMBOLS) <= set(poll.query["symbols"].split(",")), "a poll in pieces"
    gaps = [after.at - before.at for before, after in pairwise(polls)]
    # On a busy machine one may come late, and the next in time.
    assert sum(gaps) > (len(gaps) - 1) * _PERIOD_S


def test_r_asks_at_once(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    path = _settings(tmp_path / "r2k.toml", yahoo.url)
    path.write_text(path.read_text().replace(f"= {_PERIOD_S}", "= 3600.0"))
    session = start("--config", path, size=HOME)
    _wait_price(session, "IWM", yahoo.quotes["IWM"]["regularMarketPrice"])
    wanted = round(yahoo.quotes["IWM"]["regularMarketPrice"] * 1.02, 2)
    yahoo.set_price("IWM", wanted)
    session.press("r")
    _wait_price(session, "IWM", wanted)


def test_a_symbol_that_yahoo_does_not_know_is_refused(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    path = _settings(tmp_path / "r2k.toml", yahoo.url)
    session = start("--config", path, size=HOME)
    _wait_price(session, "IWM", yahoo.quotes["IWM"]["regularMarketPrice"])
    kept = path.read_text()
    session.press("+")
    session.wait_text("Add which symbol?")
    session.send(b"nosuch\r")
    session.wait("words of refusal", lambda: "nosuch" in session.text() and "Add which" not in session.text())
    assert path.read_text() == kept


def test_too_many_requests_are_answered_with_silence(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    session = start("--config", _settings(tmp_path / "r2k.toml", yahoo.url), size=LARGE)
    price = yahoo.quotes["IWM"]["regularMarketPrice"]
    _wait_price(session, "IWM", price)
    yahoo.fail(_QUOTES, Fault(status=429))
    session.wait_text("blocked", within=_WITHIN_S)
    refused = len(yahoo.asked(_QUOTES))
    session.watch(3 * _PERIOD_S)
    assert len(yahoo.asked(_QUOTES)) == refused, "it goes on asking"
    assert picture.price(session.text(), "IWM") == price, "the last good value stays"


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_without_a_network_it_says_so_and_when_it_tries_again(start: Start, tmp_path: Path, size: Size) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        endpoint = f"http://127.0.0.1:{taken.getsockname()[1]}"
    session = start("--config", _settings(tmp_path / "r2k.toml", endpoint), size=size)
    session.wait_text("No connection to Yahoo", within=_WITHIN_S)
    session.press("9")
    session.wait_text("next try", "✕ failing", within=_WITHIN_S)
    assert "Traceback" not in session.text()
    session.press("q")
    assert session.wait_end() == 0


def test_what_was_seen_before_is_shown_without_a_network(start: Start, tmp_path: Path, yahoo: FakeYahoo) -> None:
    path = _settings(tmp_path / "r2k.toml", yahoo.url)
    first = start("--config", path, size=LARGE)
    first.wait("numbers in all four panels", lambda: picture.complete(first.text()), within=_WITHIN_S)
    price, score = picture.price(first.text(), "IWM"), picture.score(first.text(), "Momentum")
    first.press("q")
    assert first.wait_end() == 0
    yahoo.stop()
    second = start("--config", path, size=LARGE)
    second.wait("the stored picture", lambda: picture.complete(second.text()), within=_WITHIN_S)
    assert (picture.price(second.text(), "IWM"), picture.score(second.text(), "Momentum")) == (price, score)
    second.wait_text("failed", "next", within=_WITHIN_S)
    assert picture.price(second.text(), "IWM") == price
    second.press("q")
    assert second.wait_end() == 0


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE])
def test_without_a_network_one_panel_says_so_until_the_network_is_back(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: Size
) -> None:
    """The first minute: nothing listens, the store is empty; then the server comes, and nobody presses a key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = _settings(tmp_path / "r2k.toml", f"http://127.0.0.1:{port}")
    settings.write_text(settings.read_text().replace("burst =", "backoff_s = 1\nbackoff_max_s = 2\nburst ="))
    session = start("--config", settings, size=size)
    session.wait("the panel", lambda: "No prices" in session.text(), within=_WITHIN_S)
    session.wait("rest", lambda: session.text().count("No connection to Yahoo") == 2, within=_WITHIN_S)
    shown = session.text()
    for way in ("r2k --demo", "r2k doctor --sources", "[source] proxy", "cboe and nasdaq"):
        assert way in shown, way
    for key in "234":
        session.press(key)
        session.wait(f"view {key}", lambda: session.text().count("No connection to Yahoo") == 1, within=_WITHIN_S)
    session.press("1")
    monkeypatch.setitem(DEPTH, "1d", _HISTORY)
    with FakeYahoo([*SYMBOLS, "IEF", "^IRX"], port=port) as server:
        _wait_price(session, "IWM", server.quotes["IWM"]["regularMarketPrice"])
        session.wait("no panel", lambda: "No prices" not in session.text(), within=_WITHIN_S)
