"""A host without a connection is known without a client; whatever is in doubt is left to the client."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.http.reachability import Reachability

ADDRESS = "https://prices.example/v1"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections were tried; the last entry of the list, if it is an error, is what they end with."""
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    found: list[Any] = []

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        error = found.pop() if found and isinstance(found[-1], Exception) else None
        found.append((where, timeout))
        if error is not None:
            raise error
        return socket.socket()

    monkeypatch.setattr(socket, "create_connection", connect)
    return found


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "unknown"), "The address of Prices cannot be found."),
        (ConnectionRefusedError(), "No connection to Prices."),
        (OSError(101, "network is unreachable"), "No connection to Prices."),
    ],
)
def test_a_host_out_of_reach(asked: list[Any], error: OSError, words: str) -> None:
    now = [100.0]
    hosts = Reachability("Prices", clock=lambda: now[0])
    asked.append(error)
    for _ in range(2):
        with pytest.raises(Unavailable, match=words):
            hosts.check(ADDRESS)
    assert [where for where, _ in asked] == [("prices.example", 443)], "once in a round"
    assert str(hosts.known_failure(f"{ADDRESS}/other")) == words
    assert hosts.known_failure("https://other.example") is None
    now[0] += 5.0
    hosts.check(ADDRESS)
    assert len(asked) == 2, "and anew a while later"


def test_a_host_that_answers_or_is_slow_is_left_to_the_client(asked: list[Any]) -> None:
    hosts = Reachability("Prices")
    hosts.check("http://prices.example:8080/")
    assert asked[0][0] == ("prices.example", 8080)
    asked.append(TimeoutError())
    hosts.check(ADDRESS)
    assert hosts.known_failure(ADDRESS) is None


PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize("name", ["https_proxy", "ALL_PROXY", None])
def test_a_proxy_is_tried_in_place_of_the_host(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch, name: str | None
) -> None:
    if name is not None:
        monkeypatch.setenv(name, PROXY)
    asked.append(ConnectionRefusedError())
    with pytest.raises(Unavailable, match=r"No connection to the proxy\."):
        Reachability("Prices", "" if name else PROXY).check(ADDRESS)
    assert [where for where, _ in asked] == [("proxy.example", 3128)]


def test_what_only_the_client_knows_is_not_tried(asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    Reachability("Prices", "socks5://proxy.example").check(ADDRESS)
    monkeypatch.setenv("no_proxy", "prices.example")
    monkeypatch.setenv("https_proxy", PROXY)
    Reachability("Prices").check(ADDRESS)
    assert asked == []
    Reachability("Prices").check("http://127.0.0.1:8080/")
    assert [where for where, _ in asked] == [("127.0.0.1", 8080)], "the loopback needs no proxy"
