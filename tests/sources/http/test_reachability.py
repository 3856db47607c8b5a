"""A host without a connection is known without a client; whatever is in doubt is left to the client."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.http.reachability import check_reachable

ADDRESS = "https://prices.example/v1"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections were tried; the last entry of the list, if it is an error, is what they end with."""
    for name in ("https_proxy", "http_proxy", "all_proxy"):
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
    asked.append(error)
    with pytest.raises(Unavailable, match=words):
        check_reachable(ADDRESS, "Prices")
    assert [where for where, _ in asked] == [("prices.example", 443)]


def test_a_host_that_answers_or_is_slow_is_left_to_the_client(asked: list[Any]) -> None:
    check_reachable("http://prices.example:8080/", "Prices")
    assert asked[0][0] == ("prices.example", 8080)
    asked.append(TimeoutError())
    check_reachable(ADDRESS, "Prices")


@pytest.mark.parametrize("name", ["https_proxy", "ALL_PROXY"])
def test_behind_a_proxy_of_the_environment_nothing_is_tried(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://proxy.example:3128")
    check_reachable(ADDRESS, "Prices")
    assert asked == []
