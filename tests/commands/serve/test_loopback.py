"""Which addresses only this machine can reach."""

from __future__ import annotations

from r2k_tui.commands.serve.loopback import is_loopback
from tests.cases import cases


@cases("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@cases("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", "", "localhost.example", "127.0.0.1.x"])
def test_everything_else_is_the_network(host: str) -> None:
    assert not is_loopback(host)
