"""One snapshot over a plain socket: from a real broker, and from servers that misbehave."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import msgspec
import nats
import pytest
from nats.aio.msg import Msg

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.nats.address import Address, address_of
from r2k_tui.link.nats.envelope import Fence, seal
from r2k_tui.link.nats.one_snapshot import ask_snapshot, can_ask
from r2k_tui.link.protocol import LinkLost, Refused
from r2k_tui.link.wire import from_terminal
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from tests.cases import cases
from tests.fakes.broker import Broker, free_port
from tests.fakes.still_market import snapshot


def address(url: str, **more: str) -> Address:
    return address_of(url, HubSettings(**more), {})  # type: ignore[arg-type]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    server = Broker(tmp_path, "authorization { user: joe, password: hunter2 }")
    yield server
    server.kill()


@asynccontextmanager
async def engine(broker: Broker, reply: Reply, most_bytes: int = 1 << 20) -> AsyncIterator[list[str]]:
    """Answers every request with `reply`, in parts of at most `most_bytes`; the subjects of those that left."""
    client = await nats.connect(broker.url, user="joe", password="hunter2")
    gone: list[str] = []

    async def answer(message: Msg) -> None:
        ask = from_terminal().decode(message.data)
        assert ask.request == GetSnapshot()
        # The answer to a request that somebody else made with the same name, and garbage.
        subject = message.subject.replace(".ask.", ".reply.")
        await client.publish(subject, b"garbage")
        for number, body in ((ask.id + 7, Failure("defect", "of another request")), (ask.id, reply)):
            for part in seal(msgspec.msgpack.encode(body)).parts(Fence(1, 1), 0.0, number, most_bytes):
                await client.publish(subject, part)

    async def left(message: Msg) -> None:
        gone.append(message.subject)

    await client.subscribe("r2k.ask.*.*", cb=answer)
    await client.subscribe("r2k.gone.*.*", cb=left)
    await client.flush()
    try:
        yield gone
    finally:
        await client.close()


@pytest.mark.parametrize("most_bytes", [1 << 20, 1200])
async def test_the_snapshot_comes_whole(broker: Broker, most_bytes: int) -> None:
    at = address(broker.url, user="joe", password="hunter2")
    async with engine(broker, snapshot(), most_bytes) as gone:
        assert await asyncio.to_thread(ask_snapshot, at, 10.0) == snapshot()
        async with asyncio.timeout(30):
            while not gone:  # noqa: ASYNC110  (the broker announces it when it likes)
                await asyncio.sleep(0.01)
    assert gone[0].startswith("r2k.gone.joe.")


async def test_a_refusal_of_the_engine_is_told(broker: Broker) -> None:
    at = address(broker.url, user="joe", password="hunter2")
    async with engine(broker, Failure("limit", "too many terminals")):
        with pytest.raises(LinkLost, match="too many terminals"):
            await asyncio.to_thread(ask_snapshot, at, 10.0)


def test_a_wrong_password_is_refused_without_showing_it(broker: Broker) -> None:
    with pytest.raises(Refused, match="refuses this account") as error:
        ask_snapshot(address(broker.url, user="joe", password="s3cret"), 10.0)
    assert "s3cret" not in str(error.value)


def test_without_an_engine_the_time_ends(broker: Broker) -> None:
    with pytest.raises(LinkLost, match="no engine answers on the hub"):
        ask_snapshot(address(broker.url, user="joe", password="hunter2"), 0.2)


def test_of_several_servers_one_is_enough(broker: Broker) -> None:
    url = f"nats://127.0.0.1:{free_port()},{broker.url}"
    with pytest.raises(LinkLost, match="no engine answers"):
        ask_snapshot(address(url, user="joe", password="hunter2"), 0.2)


def test_nobody_listens() -> None:
    with pytest.raises(LinkLost, match="cannot be reached"):
        ask_snapshot(address(f"nats://127.0.0.1:{free_port()}"), 1.0)


@contextmanager
def server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that talks so to one client."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            client, _ = listener.accept()
            with client:
                talk(client)

        thread = threading.Thread(target=run)
        thread.start()
        yield f"nats://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(timeout=10)


def slowly(data: bytes) -> Callable[[socket.socket], None]:
    """Sends data byte by byte, and reads what comes until the client leaves."""

    def talk(client: socket.socket) -> None:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for place in range(len(data)):
                client.sendall(data[place : place + 1])
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        except OSError:
            pass

    return talk


def message(reply: Snapshot) -> bytes:
    (part,) = seal(msgspec.msgpack.encode(reply)).parts(Fence(1, 1), 0.0, 1, 1 << 20)
    return b"MSG r2k.reply.x 1 %d\r\n%b\r\n" % (len(part), part)


def test_what_arrives_in_single_bytes_is_put_together() -> None:
    data = b'INFO {"tls_required":false}\r\nPING\r\n+OK\r\n' + message(snapshot())
    with server(slowly(data)) as url:
        assert ask_snapshot(address(url), 10.0) == snapshot()


@cases(
    ("data", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "it is no NATS server"),
        (b"INFO {}\r\n", "closed the connection"),
        (b"INFO not json\r\n", "is lost: "),
        (b"INFO {}\r\n-ERR 'Stale \x1b[31mConnection'\r\n", r"is lost: Stale \[31mConnection"),
        (b"INFO {}\r\n-ERR 'Permissions Violation for Publish to \"r2k.ask.x\"'\r\n", 'see "Rights"|send requests'),
        (b"INFO {}\r\nMSG a 1 99999999999\r\n", "a message is too long"),
        (b"INFO {}\r\nMSG a 1 -5\r\n", "a message is too long"),
        (b"x" * 70000, "a line is too long"),
    ],
)
def test_a_server_that_misbehaves_is_an_error_in_words(data: bytes, words: str) -> None:
    def talk(client: socket.socket) -> None:
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        except OSError:
            pass

    with server(talk) as url, pytest.raises(LinkLost, match=words) as error:
        ask_snapshot(address(url), 10.0)
    assert "\x1b" not in str(error.value)


def test_keys_and_websockets_need_the_whole_client(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.touch()
    assert can_ask(address("nats://h:1,tls://i:2"))
    assert not can_ask(address("ws://h:1"))
    assert not can_ask(address("nats://h:1", nkey=str(key)))
    assert not can_ask(address("nats://h:1", creds=str(key)))
