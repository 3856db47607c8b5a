"""The ways out of the engine: real apprise to a server on loopback, real programs."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import msgspec
import pytest
from aiohttp import web

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.engine.alerts import channels
from r2k_tui.engine.alerts.channels import (
    AppriseChannel,
    CommandChannel,
    DeliveryError,
    channels_from,
    filled,
    template_values,
    words_of,
)
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.channels import ALL_CHANNELS, ENGINE_CHANNELS

# The library reads pictures with a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
_PATIENCE_S = 60.0
ALERT = Alert(7, "IWM up", "IWM", 1_758_211_200.0, 250.5, "IWM price 250.50, above 250.00", "yahoo")
HOSTILE = msgspec.structs.replace(
    ALERT, rule="$(touch x); \x1b]0;t\x07", symbol="-rf", text="a\x1b[31mb\x07\nc `id` ;d\u202e $(id)", value="-e\nx"
)


class Service(NamedTuple):
    """A service that apprise can speak to."""

    address: str
    heard: list[Any]
    statuses: list[int]


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    heard: list[Any] = []
    statuses: list[int] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/{tail:.*}", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield Service(f"json://127.0.0.1:{port}/hook", heard, statuses)
    await runner.cleanup()


def script(folder: Path, text: str) -> Path:
    path = folder / "told.sh"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class TestApprise:
    async def test_the_service_hears_the_words(self, service: Service) -> None:
        await AppriseChannel(service.address, _PATIENCE_S).deliver(msgspec.structs.replace(ALERT, simulated=True))
        assert [heard["message"] for heard in service.heard] == [f"SIMULATED {ALERT.text}"]
        assert service.heard[0]["title"] == "R2K"

    async def test_a_service_that_refuses_is_said_and_may_be_tried_again(self, service: Service) -> None:
        service.statuses.append(500)
        with pytest.raises(DeliveryError, match="did not take it") as raised:
            await AppriseChannel(service.address, _PATIENCE_S).deliver(ALERT)
        assert not raised.value.final

    async def test_an_address_that_is_none_is_not_tried_again_and_not_shown(self) -> None:
        way = AppriseChannel("nosuchservice://user:secret@host", 5.0)
        with pytest.raises(DeliveryError, match="does not understand") as raised:
            await way.deliver(ALERT)
        assert raised.value.final
        assert "secret" not in f"{way.name} {way.key} {raised.value}"

    async def test_a_service_that_hangs_is_given_up(self) -> None:
        stop, connections = asyncio.Event(), list[asyncio.StreamWriter]()

        async def hang(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.append(writer)
            await stop.wait()
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            # Sooner than the library, whose own twenty seconds would end as a service that did not take it.
            with pytest.raises(DeliveryError, match=r"no answer within 0\.5 s"):
                await AppriseChannel(f"json://127.0.0.1:{port}/?rto=20&cto=20", 0.5).deliver(ALERT)
            stop.set()
            for connection in connections:
                await connection.wait_closed()

    async def test_without_the_library_the_words_say_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "apprise", None)
        with pytest.raises(DeliveryError, match=r"r2k-tui\[notify\]"):
            await AppriseChannel("json://127.0.0.1", 5.0).deliver(ALERT)


class TestCommand:
    async def test_a_program_gets_arguments_and_environment(self, tmp_path: Path) -> None:
        out = tmp_path / "out.json"
        program = script(tmp_path, f'printf "%s\\n" "$1" "$2" "$R2K_ALERT_SYMBOL" "$R2K_ALERT_TIME" > {out}')
        await CommandChannel([str(program), "{symbol}: {text}", "{value}"], 10.0).deliver(ALERT)
        assert out.read_text().splitlines() == [f"IWM: {ALERT.text}", "250.5", "IWM", "2025-09-18T12:00:00-04:00"]

    async def test_no_shell_reads_what_is_told(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        program = script(tmp_path, f'printf "%s\\0" "$@" > {out}')
        await CommandChannel([str(program), "{text}", "{symbol}", "{rule}", "{value}"], 10.0).deliver(HOSTILE)
        told = out.read_text().split("\0")[:-1]
        assert told == ["a[31mb c `id` ;d $(id)", "\u2212rf", "$(touch x); ]0;t", "\u2212e x"]
        assert not (tmp_path / "x").exists()

    async def test_a_program_that_fails_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(DeliveryError, match="status 3"):
            await CommandChannel([str(script(tmp_path, "exit 3"))], 10.0).deliver(ALERT)

    async def test_a_program_that_is_not_there_is_not_tried_again(self, tmp_path: Path) -> None:
        with pytest.raises(DeliveryError, match="cannot be run") as raised:
            await CommandChannel([str(tmp_path / "none")], 10.0).deliver(ALERT)
        assert raised.value.final

    async def test_a_program_that_does_not_end_is_killed_with_its_children(self, tmp_path: Path) -> None:
        pids = tmp_path / "pids"
        program = script(tmp_path, f"sleep 600 &\necho $! $$ > {pids}.new\nmv {pids}.new {pids}\nsleep 600")
        telling = asyncio.create_task(CommandChannel([str(program)], 2.0).deliver(ALERT))
        with pytest.raises(DeliveryError, match="did not end"):
            await telling
        for pid in map(int, pids.read_text().split()):
            assert _gone(pid)


def _gone(pid: int) -> bool:
    """Whether a process has ended; its parent may not have asked for its status yet."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        os.sched_yield()
        time.sleep(0.01)
    return False


def test_only_names_that_exist_are_filled_in() -> None:
    told = template_values(ALERT)
    assert filled("{nothing} {symbol} {", told) == "{nothing} IWM {"
    assert filled("--text={text}", {"text": "-x"}) == "--text=-x"
    # What is filled in is not read again.
    assert filled("{rule}", {"rule": "{text}", "text": "no"}) == "{text}"


def test_a_test_and_a_simulated_market_say_so() -> None:
    assert words_of(msgspec.structs.replace(ALERT, test=True, simulated=True)).startswith("TEST SIMULATED IWM")


def test_one_way_for_each_address_and_the_command() -> None:
    ways = channels_from(Delivery(apprise=("json://a", "json://b", "json://a"), command=("x",)))
    assert [way.kind for way in ways] == ["apprise", "apprise", "command"]
    assert len({way.key for way in ways}) == 3
    assert json.dumps([way.name for way in ways]).count("json") == 2
    assert channels_from(Delivery()) == []


class _Recorder:
    """A channel that a test adds."""

    kind = "recorder"
    name = key = "recorder"
    delivered: ClassVar[list[str]] = []

    @classmethod
    def configured(cls, delivery: Delivery) -> list[_Recorder]:
        return [cls()]

    async def deliver(self, alert: Alert) -> None:
        self.delivered.append(words_of(alert))


def test_every_channel_of_the_engine_has_a_class() -> None:
    assert [kind.kind for kind in channels.CHANNEL_TYPES] == list(ENGINE_CHANNELS)
    assert Delivery().channels == ALL_CHANNELS


async def test_a_channel_is_one_class_and_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "CHANNEL_TYPES", (*channels.CHANNEL_TYPES, _Recorder))
    (added,) = channels_from(Delivery())
    await added.deliver(ALERT)
    assert _Recorder.delivered == [words_of(ALERT)]
