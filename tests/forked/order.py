"""What a process is to be: its command, its surroundings and its descriptors, as sent to the server."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

# Set in an environment: the process is started anew, and so is what it starts.
ANEW = "R2K_TESTS_ANEW"
# How many descriptors one message of a socket carries at most.
_MOST_DESCRIPTORS = 250
_LENGTH = 4
# How the names of programs begin that are forked.
_OURS = ("r2k_tui", "tests.link.")
# What an interpreter or a library takes from the environment when it loads, and cannot take later.
_TAKEN = (b"PYTHON", b"LD_", b"MALLOC", b"TEXTUAL", b"NO_COLOR", b"FORCE_COLOR")
# What a fork takes itself; and what changes nothing that it says: memory that is kept, files.
_NOT_TAKEN = (
    *(b"PYTHONPATH", b"PYTHONIOENCODING", b"PYTHONUNBUFFERED", b"PYTHONDONTWRITEBYTECODE"),
    *(b"MALLOC_ARENA_MAX", b"TEXTUAL_SNAPSHOT_TEMPDIR"),
)


class Order(msgspec.Struct, frozen=True):
    """One process; `places` are the numbers that its descriptors have in it, in the order in which they are sent."""

    module: str
    arguments: list[str]
    # Whether the working directory is looked into for modules first, as after `python -m`.
    here: bool
    folder: str
    environment: dict[bytes, bytes]
    places: list[int]
    session: bool
    # None: the group of the one that forks.
    group: int | None
    # Whether descriptor 0 becomes the terminal that controls the session.
    terminal: bool
    blocked: list[int]
    ignored: list[int]

    @property
    def search(self) -> list[str]:
        """What PYTHONPATH adds to the folders in which modules are looked for."""
        return [part for part in self.environment.get(b"PYTHONPATH", b"").decode().split(os.pathsep) if part]


class Call(msgspec.Struct, frozen=True, array_like=True):
    """The arguments of `_fork_exec` of `subprocess` up to those that nothing here asks for."""

    arguments: Sequence[str | bytes]
    executables: Sequence[bytes]
    close_fds: bool
    keep: Sequence[int]
    folder: str | bytes | None
    environment: Sequence[bytes] | None
    stdin: int
    _stdin_end: int
    _stdout_end: int
    stdout: int
    _stderr_end: int
    stderr: int
    _failure_end: int
    failure: int
    restore_signals: bool
    session: bool
    group: int
    user: object
    groups: object
    owner: object
    mask: int
    preexec: Callable[[], object] | None


def take_terminal() -> None:
    """A `preexec_fn` that makes descriptor 0 the terminal of the session; a fork does the same."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Closing:
    """A `preexec_fn` that closes descriptors; a fork has none there either."""

    def __init__(self, *descriptors: int) -> None:
        self.descriptors = descriptors

    def __call__(self) -> None:
        for descriptor in self.descriptors:
            os.close(descriptor)


def order_of(call: Call) -> tuple[Order, list[int]] | None:
    """The order for a process, and its descriptors; None where it is to be started anew."""
    command = [os.fsdecode(argument) for argument in call.arguments]
    here = command[1:2] != ["-P"]
    head, rest = command[: 3 - here], command[3 - here :]
    if head != [sys.executable, *["-P"] * (not here), "-m"] or rest[:1] == [] or not rest[0].startswith(_OURS):
        return None
    given = dict(os.environb) if call.environment is None else dict(each.split(b"=", 1) for each in call.environment)
    folder = str(Path(os.fsdecode(call.folder or ".")).resolve())
    if ANEW.encode() in given or not _is_plain(call) or not os.access(folder, os.X_OK):
        return None
    given = _with_locale(given)
    streams = enumerate((call.stdin, call.stdout, call.stderr))
    placed = {number: descriptor if descriptor >= 0 else number for number, descriptor in streams}
    placed |= {descriptor: descriptor for descriptor in call.keep if descriptor != call.failure}
    closed = call.preexec.descriptors if isinstance(call.preexec, Closing) else ()
    placed = {place: each for place, each in placed.items() if _is_open(each) and place not in closed}
    if len(placed) > _MOST_DESCRIPTORS:
        return None
    order = Order(
        module=rest[0],
        arguments=rest[1:],
        here=here,
        folder=folder,
        environment=given,
        places=list(placed),
        session=bool(call.session),
        group=None if call.group < 0 else call.group,
        terminal=call.preexec is take_terminal,
        blocked=list(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        ignored=[each for each in signal.valid_signals() if signal.getsignal(each) is signal.SIG_IGN],
    )
    return order, list(placed.values())


def _is_plain(call: Call) -> bool:
    usual = (call.user, call.groups, call.owner, call.mask) == (None, None, None, -1)
    python = list(call.executables[:1]) == [os.fsencode(sys.executable)]
    return usual and python and bool(call.close_fds) and _is_known(call.preexec)


def _is_known(preexec: object) -> bool:
    return preexec is None or preexec is take_terminal or isinstance(preexec, Closing)


def _with_locale(environment: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """An environment without a locale gets the one that Python then takes."""
    if any(name == b"LANG" or name.startswith(b"LC_") for name in environment):
        return environment
    return {**environment, b"LC_CTYPE": b"C.UTF-8"}


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def taken(environment: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """What of an environment a process takes when it loads: forks need the same."""
    kept = {name: value for name, value in environment.items() if name.startswith(_TAKEN) and name not in _NOT_TAKEN}
    given = _with_locale(dict(environment))
    return {**kept, b"LC_CTYPE": next(filter(None, map(given.get, (b"LC_ALL", b"LC_CTYPE", b"LANG"))), b"C")}


def send(server: socket.socket, order: Order, descriptors: list[int]) -> None:
    """Send an order with its descriptors."""
    data = msgspec.msgpack.encode(order)
    socket.send_fds(server, [len(data).to_bytes(_LENGTH, "big")], descriptors)
    server.sendall(data)


def receive(server: socket.socket) -> tuple[Order, list[int]] | None:
    """The next order and its descriptors; None when there will be none."""
    head, descriptors, *_ = socket.recv_fds(server, _LENGTH, _MOST_DESCRIPTORS)
    if not head:
        return None
    left, parts = int.from_bytes(head, "big"), []
    while left:
        parts.append(server.recv(left))
        left -= len(parts[-1])
    return msgspec.msgpack.decode(b"".join(parts), type=Order), descriptors
