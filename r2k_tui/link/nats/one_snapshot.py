"""The snapshot of a hub's engine over a plain socket: for a command that must end within a tenth of a second.

It speaks the few words of the NATS protocol that one request takes. Keys and WebSockets need the whole client.
"""

from __future__ import annotations

import os
import socket
import time
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.envelope import Assembler
from r2k_tui.link.nats.rights import denied, is_denied, is_turned_away, turned_away
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import MOST_BYTES, LinkLost, Refused
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.text import clean

_CONNECT_S = 1.0
_LONGEST_LINE = 65536
_NUMBER = 1


class _Ask(msgspec.Struct, frozen=True, tag="ask"):
    """As `wire.Ask`, without the requests that it may hold."""

    id: int
    request: GetSnapshot


def can_ask(address: Address) -> bool:
    """Whether a plain socket is enough for this hub."""
    plain = all(urlsplit(server).scheme in ("nats", "tls") for server in address.servers)
    return plain and not address.creds and not address.nkey


def ask_snapshot(address: Address, within_s: float) -> Snapshot:
    """The snapshot of the engine that leads. Raises LinkLost; Refused when a server rejects the credentials."""
    deadline = time.monotonic() + within_s
    why = ""
    for server in address.servers:
        parts = urlsplit(server)
        try:
            opened = socket.create_connection((parts.hostname or "", parts.port or 4222), _CONNECT_S)
        except OSError as error:
            why = error.strerror or str(error)
            continue
        with opened:
            return _Talk(opened, address, parts.hostname or "", deadline).snapshot()
    raise LinkLost(f"the hub {address.shown} cannot be reached: {clean(why, 160)}")


class _Message(NamedTuple):
    """One operation of the server: its line, and the payload of a message."""

    line: str
    payload: bytes = b""


class _Talk:
    """One conversation with a server."""

    def __init__(self, opened: socket.socket, address: Address, host: str, deadline: float) -> None:
        self._socket, self._address, self._host, self._deadline = opened, address, host, deadline
        self._buffer = b""

    def snapshot(self) -> Snapshot:
        """See `ask_snapshot`."""
        try:
            return self._ask()
        except TimeoutError:
            raise LinkLost("no engine answers on the hub") from None
        except (OSError, *UNREADABLE) as error:
            raise LinkLost(f"the hub {self._address.shown} is lost: {clean(str(error), 160)}") from None
        finally:
            # An encrypted one has taken the place of the one that was opened.
            self._socket.close()

    def _ask(self) -> Snapshot:
        info = self._line()
        if not info.startswith("INFO "):
            raise ValueError("it is no NATS server")
        if self._address.encrypted or msgspec.json.decode(info[5:]).get("tls_required"):
            self._encrypt()
        subjects = Subjects(self._address.name)
        reader = f"{self._address.reader}.{os.urandom(8).hex()}"
        question = msgspec.msgpack.encode(_Ask(_NUMBER, GetSnapshot()))
        words = msgspec.json.encode(self._login())
        publish = f"PUB {subjects.ask(reader)} {len(question)}\r\n".encode() + question
        self._send(b"CONNECT %b\r\nSUB %b 1\r\n%b\r\n" % (words, subjects.reply(reader).encode(), publish))
        assembler = Assembler()
        while True:
            envelope = assembler.take(message.payload) if (message := self._next()).payload else None
            if envelope is not None and envelope.number == _NUMBER:
                self._send(f"PUB {subjects.gone(reader)} 0\r\n\r\n".encode())
                return _decoded(envelope.body)

    def _login(self) -> dict[str, object]:
        address = self._address
        who: dict[str, object] = {"verbose": False, "pedantic": False, "lang": "python", "version": "1", "protocol": 1}
        if address.token.text:
            who["auth_token"] = address.token.text
        elif address.user:
            who |= {"user": address.user, "pass": address.password.text}
        return {**who, "name": "r2k line"}

    def _encrypt(self) -> None:
        import ssl

        context = ssl.create_default_context(cafile=self._address.ca or None)
        if self._address.certificate:
            context.load_cert_chain(self._address.certificate, self._address.key or None)
        self._socket = context.wrap_socket(self._socket, server_hostname=self._host)

    def _next(self) -> _Message:
        """The next operation. Raises LinkLost for an error that the server reports."""
        line = self._line()
        if line.startswith("-ERR"):
            self._report(clean(line[4:], 160).strip("' "))
        if line == "PING":
            self._send(b"PONG\r\n")
        if not line.startswith("MSG "):
            return _Message(line)
        length = int(line.rsplit(" ", 1)[1])
        if not 0 <= length <= MOST_BYTES:
            raise ValueError("a message is too long")
        return _Message(line, self._read(length + 2)[:-2])

    def _report(self, words: str) -> None:
        if is_turned_away(words):
            raise Refused(turned_away(self._address.shown, words))
        if not is_denied(words):
            raise LinkLost(f"the hub {self._address.shown} is lost: {words}")
        # An account that may ask and listen needs no right to say that it leaves.
        if f"{self._address.name}.gone." not in words:
            raise Refused(denied(self._address.shown, words, self._address.name))

    def _line(self) -> str:
        while b"\r\n" not in self._buffer:
            if len(self._buffer) > _LONGEST_LINE:
                raise ValueError("a line is too long")
            self._receive()
        line, self._buffer = self._buffer.split(b"\r\n", 1)
        return line.decode("utf-8", "replace")

    def _read(self, count: int) -> bytes:
        parts = [self._buffer]
        held = len(self._buffer)
        while held < count:
            self._buffer = b""
            self._receive()
            parts.append(self._buffer)
            held += len(self._buffer)
        whole = b"".join(parts)
        self._buffer = whole[count:]
        return whole[:count]

    def _receive(self) -> None:
        self._wait()
        received = self._socket.recv(1 << 18)
        if not received:
            raise ConnectionError("it closed the connection")
        self._buffer += received

    def _send(self, data: bytes) -> None:
        self._wait()
        self._socket.sendall(data)

    def _wait(self) -> None:
        """Limit the next call by what is left of the time. Raises TimeoutError."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def _decoded(body: bytes) -> Snapshot:
    reply: Snapshot | Failure = msgspec.msgpack.decode(body, type=Snapshot | Failure)
    if isinstance(reply, Failure):
        raise LinkLost(reply.message)
    return reply
