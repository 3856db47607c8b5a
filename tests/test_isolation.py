"""What holds for every test does hold: a home of its own, and no way out of this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.config.paths import user_path
from r2k_tui.config.schema import Config

# An address that is for documents alone: nobody ever answers there.
NOWHERE = "192.0.2.1"


def test_the_developer_s_own_folders_are_out_of_reach(home: Path) -> None:
    assert home in user_path().parents
    setup = resolve(SetupRequest(), Config())
    assert home in Path(setup.store).parents
    assert setup.lists == setup.store
    assert [found.name for found in home.rglob("*") if found.is_file()] == ["XNYS.msgpack"]
    assert Path.home() == home


def test_the_environment_is_plain() -> None:
    assert not {"R2K_CONFIG", "NO_COLOR", "FORCE_COLOR"} & set(os.environ)
    assert os.environ["COLORTERM"] == "truecolor"


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_a_way_out_is_refused_and_noted(way: str, foreign_addresses: list[str]) -> None:
    with socket.socket() as sock, pytest.raises(OSError, match="must not leave this machine"):
        getattr(sock, way)((NOWHERE, 443))
    assert foreign_addresses == [f"{NOWHERE}:443"]
    foreign_addresses.clear()


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
