"""Every way to say who one is to a real broker, and what is said when it does not believe it."""

from __future__ import annotations

import asyncio
import base64
import datetime
import ipaddress
import json
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import nkeys
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from nats.aio.client import Client

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.link.nats import connection
from r2k_tui.link.nats.address import Address, address_of
from r2k_tui.link.nats.connection import connect, disconnect, settle, stop
from r2k_tui.link.nats.hub import HubEngine
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.nats.one_snapshot import ask_snapshot
from r2k_tui.link.protocol import LinkLost, Refused
from tests.fakes.broker import Broker

_SECRET = "s3cret-word"
StartBroker = Callable[[str], Broker]


@pytest.fixture
def start_broker(tmp_path: Path, request: pytest.FixtureRequest) -> StartBroker:
    """Starts a broker with these lines in its configuration."""

    def begin(more: str) -> Broker:
        broker = Broker(tmp_path, more, jetstream=False)
        request.addfinalizer(broker.kill)
        return broker

    return begin


async def _heard(address: Address) -> bool:
    """Connect, and hear what one says oneself."""
    client = await connect(address, "test", lambda _: None)
    try:
        heard = await client.subscribe("word")
        await client.publish("word", b"yes")
        return (await heard.next_msg(5)).data == b"yes"
    finally:
        await client.close()


@pytest.mark.parametrize(
    ("more", "right", "wrong"),
    [
        (
            f'authorization {{ user: desk, password: "{_SECRET}" }}',
            {"R2K_HUB_USER": "desk", "R2K_HUB_PASSWORD": _SECRET},
            {"R2K_HUB_USER": "desk", "R2K_HUB_PASSWORD": _SECRET[:-1]},
        ),
        (f'authorization {{ token: "{_SECRET}" }}', {"R2K_HUB_TOKEN": _SECRET}, {"R2K_HUB_TOKEN": _SECRET[:-1]}),
    ],
    ids=["password", "token"],
)
async def test_words(start_broker: StartBroker, more: str, right: dict[str, str], wrong: dict[str, str]) -> None:
    url = start_broker(more).url
    assert await _heard(address_of(url, HubSettings(), right))
    for environment in (wrong, {}):
        with pytest.raises(Refused, match=r"refuses this account: .*uthorization") as refused:
            await _heard(address_of(url, HubSettings(), environment))
        assert _SECRET[:-1] not in str(refused.value)


async def test_an_nkey(start_broker: StartBroker, tmp_path: Path) -> None:
    ours, theirs = (_seed(nkeys.PREFIX_BYTE_USER) for _ in range(2))
    url = start_broker(f"authorization {{ users: [ {{ nkey: {_public(ours)} }} ] }}").url
    (tmp_path / "ours.nk").write_bytes(ours)
    (tmp_path / "theirs.nk").write_bytes(theirs)
    assert await _heard(address_of(url, HubSettings(nkey=str(tmp_path / "ours.nk")), {}))
    with pytest.raises(LinkLost, match="uthorization") as refused:
        await _heard(address_of(url, HubSettings(nkey=str(tmp_path / "theirs.nk")), {}))
    assert theirs.decode() not in str(refused.value)


async def test_a_file_that_holds_no_key_is_no_defect(start_broker: StartBroker, tmp_path: Path) -> None:
    url = start_broker(f"authorization {{ users: [ {{ nkey: {_public(_seed(nkeys.PREFIX_BYTE_USER))} }} ] }}").url
    (tmp_path / "no.nk").write_text("SUNONSENSE\n")
    with pytest.raises(Refused, match="refuses this account: nkeys: invalid seed"):
        await _heard(address_of(url, HubSettings(nkey=str(tmp_path / "no.nk")), {}))


async def test_a_creds_file(start_broker: StartBroker, tmp_path: Path) -> None:
    prefixes = (nkeys.PREFIX_BYTE_OPERATOR, nkeys.PREFIX_BYTE_ACCOUNT, nkeys.PREFIX_BYTE_USER)
    operator, account, user = map(_seed, prefixes)
    limits = {"subs": -1, "conn": -1, "leaf": -1, "imports": -1, "exports": -1, "data": -1, "payload": -1}
    of_account = _jwt(operator, account, {"type": "account", "limits": {**limits, "wildcards": True}})
    of_user = _jwt(account, user, {"type": "user", "subs": -1, "data": -1, "payload": -1, "pub": {}, "sub": {}})
    url = start_broker(
        f"operator: {_jwt(operator, operator, {'type': 'operator'})}\n"
        f"resolver: MEMORY\nresolver_preload: {{ {_public(account)}: {of_account} }}"
    ).url
    creds = tmp_path / "desk.creds"
    creds.write_text(
        f"-----BEGIN NATS USER JWT-----\n{of_user}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{user.decode()}\n------END USER NKEY SEED------\n"
    )
    assert await _heard(address_of(url, HubSettings(creds=str(creds)), {}))
    with pytest.raises(LinkLost, match="uthorization"):
        await _heard(address_of(url, HubSettings(), {}))


async def test_tls_with_a_certificate_of_each_side(
    start_broker: StartBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca = _certificate(tmp_path / "ca")
    for name in ("server", "desk"):
        _certificate(tmp_path / name, ca)
    files = {name: str(tmp_path / name) for name in ("ca", "server", "desk")}
    url = start_broker(
        f'tls {{ cert_file: "{files["server"]}.pem", key_file: "{files["server"]}.key"\n'
        f'ca_file: "{files["ca"]}.pem", verify: true }}'
    ).url.replace("nats://", "tls://")
    known = HubSettings(ca=f"{files['ca']}.pem", certificate=f"{files['desk']}.pem", key=f"{files['desk']}.key")
    assert await _heard(address_of(url, known, {}))
    # The plain socket gets through to a hub without an engine, and no further without its own certificate.
    with pytest.raises(LinkLost, match="no engine answers"):
        await asyncio.to_thread(ask_snapshot, address_of(url, known, {}), 1.0)
    for unknown in (HubSettings(ca=known.ca), HubSettings()):
        with pytest.raises(LinkLost, match=r"is lost: .*certificate"):
            await asyncio.to_thread(ask_snapshot, address_of(url, unknown, {}), 5.0)
    with pytest.raises(LinkLost, match="cannot be reached"):
        await _heard(address_of(url, HubSettings(ca=known.ca), {}))
    monkeypatch.setattr(connection, "_GIVEN_UP_S", 1.0)
    with pytest.raises(LinkLost, match="certificate"):
        await _heard(address_of(url, HubSettings(), {}))


def _seed(prefix: int) -> bytes:
    return bytes(nkeys.encode_seed(os.urandom(32), prefix))


def _public(seed: bytes) -> str:
    return str(nkeys.from_seed(bytearray(seed)).public_key.decode())


def _jwt(signer: bytes, subject: bytes, claims: dict[str, Any]) -> str:
    """What a NATS account server writes: claims about a key, signed with another."""
    body = {"iat": 1_700_000_000, "iss": _public(signer), "sub": _public(subject), "name": "test"}
    parts = ({"typ": "JWT", "alg": "ed25519-nkey"}, {**body, "nats": {"version": 2, **claims}})
    text = ".".join(_web64(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_web64(nkeys.from_seed(bytearray(signer)).sign(text.encode()))}"


def _web64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


Signer = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def _certificate(path: Path, signer: Signer | None = None) -> Signer:
    """A certificate for loopback in `path`.pem, its key in `path`.key; without a signer, one that signs others."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, path.name)])
    now = datetime.datetime.now(datetime.UTC)
    issuer, signing = (signer[0].subject, signer[1]) if signer else (name, key)
    certificate = (
        x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(signing, hashes.SHA256())
    )
    path.with_suffix(".pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.with_suffix(".key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return certificate, key


@pytest.mark.parametrize("ends", ["cancelled", "raises"])
async def test_a_client_that_gives_up_on_its_last_words_leaves_no_socket(
    start_broker: StartBroker, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    client = await connect(address_of(start_broker("").url, HubSettings(), {}), "test", lambda _: None)
    begun = asyncio.Event()

    async def last_words() -> None:
        begun.set()
        if ends == "raises":
            raise ConnectionResetError
        await asyncio.Event().wait()

    monkeypatch.setattr(client, "_flush_pending", last_words)
    ending = asyncio.create_task(disconnect(client))
    await begun.wait()
    ending.cancel()
    await asyncio.gather(ending, return_exceptions=True)
    assert client._transport is not None
    await asyncio.wait_for(client._transport.wait_closed(), 10.0)
    client._reading_task.cancel()


async def test_the_socket_is_closed_where_another_task_has_begun_to_close_the_client(start_broker: StartBroker) -> None:
    client = Client()
    await client.connect(start_broker("").url, allow_reconnect=False)
    assert client._reading_task is not None and client._transport is not None
    client._status = Client.CLOSED
    await disconnect(client)
    await asyncio.wait_for(client._transport.wait_closed(), 10.0)
    for task in (client._reading_task, client._ping_interval_task, client._flusher_task):
        assert task is not None
        task.cancel()


async def test_what_is_settled_was_written_before_the_last_ping(
    start_broker: StartBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, written = Client(), list[bytes]()
    await client.connect(start_broker("").url, allow_reconnect=False)
    transport = client._transport
    assert transport is not None
    write, writelines = transport.write, transport.writelines

    def one(data: bytes) -> None:
        written.append(data)
        write(data)

    def several(lines: list[bytes]) -> None:
        written.extend(lines)
        writelines(lines)

    monkeypatch.setattr(transport, "write", one)
    monkeypatch.setattr(transport, "writelines", several)
    await client.publish("r2k.here", b"")
    await settle(client)
    commands = [line.split()[0] for line in written if line.strip()]
    assert commands.index(b"PUB") < len(commands) - 1 and commands[-1] == b"PING"
    await disconnect(client)


class Ending:
    """A task whose end, once it is cancelled, takes until it is let."""

    def __init__(self) -> None:
        self.begun, self.let, self.cancels = asyncio.Event(), asyncio.Event(), 0
        self.error: Exception | None = None

    async def run(self) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            while not self.let.is_set():
                try:
                    await self.let.wait()
                except asyncio.CancelledError:
                    self.cancels += 1
            if self.error is not None:
                raise self.error


async def test_a_task_is_waited_for_by_a_caller_that_is_cancelled_meanwhile() -> None:
    ending, other = Ending(), Ending()
    ending.error = ValueError("at the end")
    tasks = [asyncio.create_task(ending.run()), asyncio.create_task(other.run())]
    await ending.begun.wait()
    await other.begun.wait()
    stopping = asyncio.create_task(stop(*tasks))
    waited = list[bool]()
    for _ in range(3):
        await asyncio.sleep(0)
        stopping.cancel()
        _, waiting = await asyncio.wait({stopping}, timeout=0.01)
        waited.append(bool(waiting))
    ending.let.set()
    other.let.set()
    await asyncio.wait(tasks)
    assert all(waited), "its tasks were not at their end"
    (result,) = await asyncio.gather(stopping, return_exceptions=True)
    assert isinstance(result, asyncio.CancelledError)
    assert all(task.done() for task in tasks)
    assert not tasks[0]._log_traceback, "the error was looked at"  # type: ignore[attr-defined]


async def test_a_task_that_swallows_a_cancellation_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_ASK_AGAIN_S", 0.001)
    ending = Ending()
    task = asyncio.create_task(ending.run())
    await ending.begun.wait()
    stopping = asyncio.create_task(stop(task))
    while ending.cancels < 3:  # noqa: ASYNC110  (nobody tells)
        await asyncio.sleep(0.001)
    ending.let.set()
    await stopping


class Unmade:
    """An engine that a hub which refuses the account never makes."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


async def _open(address: Address) -> None:
    await disconnect(await connect(address, "test", lambda _: None))


async def _start(address: Address) -> None:
    link = NatsLink(address)
    try:
        await link.start()
    finally:
        await link.close()


async def _follow(address: Address) -> None:
    async for _ in EngineClient.of_hub(lambda: NatsLink(address)).events():
        pass


Works = dict[str, Callable[[Address], Coroutine[Any, Any, object]]]
WORKS: Works = {
    "client": _open,
    "link": _start,
    "terminal": _follow,
    "engine": lambda address: HubEngine(address, HubSettings(), Unmade).run(),
}


CASES = [(work, account) for work in WORKS for account in ("known", "refused")]


# An engine that is let in needs a lease, and leaves to `stop` what it does with it.
@pytest.mark.parametrize(("work", "account"), [case for case in CASES if case != ("engine", "known")])
async def test_one_cancellation_ends_it_whenever_it_comes(start_broker: StartBroker, work: str, account: str) -> None:
    """Between any two turns of the loop, so also in that in which an answer of the broker has just been read."""
    broker = start_broker(f'authorization {{ user: desk, password: "{_SECRET}" }}')
    password = _SECRET if account == "known" else _SECRET[:-1]
    address = address_of(broker.url, HubSettings(), {"R2K_HUB_USER": "desk", "R2K_HUB_PASSWORD": password})
    ended = list[bool]()
    for turns in range(60):
        task = asyncio.create_task(WORKS[work](address))
        for _ in range(turns):
            await asyncio.sleep(0)
        if task.done():
            task.exception()
            break
        task.cancel()
        await asyncio.wait({task}, timeout=5.0)
        ended.append(task.cancelled())
        await stop(task)
    assert len(ended) > 10
    assert all(ended), f"it went on after a cancellation {ended.index(False)} turns from the start"
