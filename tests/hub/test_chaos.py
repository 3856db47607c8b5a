"""Everything that can happen to a hub, to engines, terminals and broker that are real; and what must never happen."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from nats.aio.client import Client

from r2k_tui.link.nats.envelope import Fence, seal
from r2k_tui.link.nats.lease import LEASE_S
from r2k_tui.model.messages.frame import Frame
from tests.fakes.broker import Broker
from tests.hub.conftest import StartEngine
from tests.hub.terminals import PATIENT_S, Terminal, until

pytestmark = pytest.mark.slow
_MANY = 50
_SOON_S = 60.0


@asynccontextmanager
async def terminals(url: str, count: int = _MANY, **more: float) -> AsyncIterator[list[Terminal]]:
    """Some terminals, one of them slow and two of them with a clock that is wrong; none may break a rule."""
    made = [Terminal(url, **more) for _ in range(count - 3)]
    made += [Terminal(url, read_s=0.7, **more)]
    made += [Terminal(url, wall=lambda by=by: time.time() + by, **more) for by in (90.0, -90.0)]  # type: ignore[misc]
    for terminal in made:
        terminal.begin()
    try:
        await until(lambda: all(t.is_live() for t in made), _SOON_S, "picture in every terminal")
        try:
            yield made
        except AssertionError as error:
            raise AssertionError(f"{error}: {made}") from error
        for terminal in made:
            terminal.check()
    finally:
        await asyncio.gather(*(terminal.end() for terminal in made))
    assert [wrong for terminal in made for wrong in terminal.wrong] == []


async def leader_of(folder: Path, engines: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """The engine that said last that it leads."""
    terms: dict[int, int] = {}

    def told() -> bool:
        for place in range(len(engines)):
            lines = (folder / f"engine-{place + 1}.log").read_text().splitlines()
            terms[place] = max((int(line.split()[-1]) for line in lines if line.startswith("leading")), default=0)
        return any(terms.values())

    await until(told, _SOON_S, "leader")
    return engines[max(terms, key=lambda place: terms[place])]


def all_newer(them: list[Terminal], than: float) -> bool:
    return all(terminal.newest() > than and terminal.is_live() for terminal in them)


async def test_the_leader_is_killed(broker: Broker, start_engine: StartEngine, tmp_path: Path) -> None:
    """One clock of the two engines is half a minute ahead."""
    engines = [start_engine(broker.url), start_engine(broker.url, "--skew", 30)]
    async with terminals(broker.url) as them:
        before = {len(terminal.epochs) for terminal in them}
        leader = await leader_of(tmp_path, engines)
        leader.kill()
        leader.wait()
        killed = time.monotonic()
        # Within five seconds, of which the lease is most; what a busy machine adds is no promise.
        assert LEASE_S <= 3.0
        await until(lambda: all(t.newest() > killed for t in them), _SOON_S, "news of the other engine")
        await until(lambda: all_newer(them, killed), _SOON_S, "live picture")
        assert before == {1}
        assert {len(terminal.epochs) for terminal in them} == {2}


@pytest.mark.slow(seconds=10)
async def test_the_leader_is_stopped_and_goes_on_later(
    broker: Broker, start_engine: StartEngine, tmp_path: Path
) -> None:
    """It comes back with a lease that is another's by now; nobody hears of it."""
    engines = [start_engine(broker.url), start_engine(broker.url)]
    async with terminals(broker.url) as them:
        leader = await leader_of(tmp_path, engines)
        os.kill(leader.pid, signal.SIGSTOP)
        stopped = time.monotonic()
        await until(lambda: all_newer(them, stopped + 1.0), _SOON_S, "news of the other engine")
        os.kill(leader.pid, signal.SIGCONT)
        awake = time.monotonic()
        await until(lambda: all_newer(them, awake + 2.0), _SOON_S, "news after that")
        assert {len(terminal.epochs) for terminal in them} == {2}


@pytest.mark.slow(seconds=10)
async def test_the_broker_is_killed_and_comes_back(broker: Broker, start_engine: StartEngine) -> None:
    start_engine(broker.url)
    start_engine(broker.url)
    async with terminals(broker.url) as them:
        broker.kill()
        await until(lambda: all(t.mirror.lost and t.is_stale() for t in them), _SOON_S, "word of the loss")
        assert all(terminal.mirror.quotes for terminal in them), "the last picture stays"
        broker.start()
        back = time.monotonic()
        await until(lambda: all_newer(them, back) and not any(t.mirror.lost for t in them), _SOON_S, "recovery")


@pytest.mark.slow(seconds=10)
async def test_the_network_stands_still(broker: Broker, start_engine: StartEngine) -> None:
    """Nothing is closed, nothing moves: only silence tells."""
    start_engine(broker.url)
    async with terminals(broker.url) as them:
        broker.pause()
        await until(lambda: all(t.mirror.lost and t.is_stale() for t in them), _SOON_S, "word of the silence")
        broker.go_on()
        back = time.monotonic()
        await until(lambda: all_newer(them, back), 2 * _SOON_S, "recovery")


async def test_garbage_on_every_subject(broker: Broker, start_engine: StartEngine) -> None:
    engine = start_engine(broker.url)
    # A machine that stands still for seconds is a loss as well, and none that garbage has caused.
    async with terminals(broker.url, 5, silence_s=PATIENT_S) as them:
        chance, rogue = random.Random(1), Client()
        await rogue.connect(broker.url)
        begun = time.monotonic()
        real = seal(b"\xc1 is no msgpack" * 100).parts(Fence(0, 0), 0.0, 1, 2048)
        readers = [terminal.following._link.reader for terminal in them]  # type: ignore[union-attr]
        for _ in range(300):
            noise = chance.randbytes(chance.randrange(0, 400))
            for subject in ("r2k.frames", f"r2k.reply.{chance.choice(readers)}", "r2k.ask.a.b", "r2k.here.a.b"):
                await rogue.publish(subject, chance.choice([noise, b"R2\x01" + noise, *real]))
        await rogue.flush()
        await rogue.close()
        await until(lambda: all_newer(them, begun + 1.0), _SOON_S, "news all the same")
        assert engine.poll() is None
        assert {terminal.losses for terminal in them} == {0}


_RIGHTS = """
authorization { users: [
  { user: engine, password: e }
  { user: desk, password: d, permissions: {
      publish: ["r2k.ask.desk.*", "r2k.here.desk.*", "r2k.gone.desk.*"]
      subscribe: ["r2k.frames", "r2k.reply.desk.*"] } } ] }
"""


async def test_a_terminal_s_account_cannot_publish_frames(tmp_path: Path, start_engine: StartEngine) -> None:
    """Not even with a fence from the far future, which would turn everybody away from the true leader."""
    broker = Broker(tmp_path, _RIGHTS)
    try:
        address = f"127.0.0.1:{broker.port}"
        start_engine(f"nats://engine:e@{address}")
        async with terminals(f"nats://desk:d@{address}", 5) as them:
            rogue, refusals = Client(), []

            async def told(error: Exception) -> None:
                refusals.append(str(error))

            await rogue.connect(f"nats://desk:d@{address}", error_cb=told)
            false = Frame("false", 1, 1, time.time())
            for part in seal(_packed(false)).parts(Fence(2**62, 1), 0.0, 1, 4096):
                for subject in ("r2k.frames", f"r2k.reply.{them[0].following._link.reader}", "$KV.r2k-lease.leader"):  # type: ignore[union-attr]
                    await rogue.publish(subject, part)
            await rogue.flush()
            await until(lambda: len(refusals) == 3, _SOON_S, "three refusals")
            await rogue.close()
            now = time.monotonic()
            await until(lambda: all_newer(them, now), _SOON_S, "news of the true leader")
            assert {len(terminal.epochs) for terminal in them} == {1}
    finally:
        broker.kill()


def _packed(frame: Frame) -> bytes:
    import msgspec

    return msgspec.msgpack.encode(frame)
