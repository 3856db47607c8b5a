"""Links to an engine: one spawned in its own process, or the engine of a hub."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.wire import pack

if TYPE_CHECKING:
    from r2k_tui.link.nats.address import Address
    from r2k_tui.link.nats.leader import LeaderTracker
    from r2k_tui.link.nats.link import NatsLink
    from r2k_tui.link.pipe import PipeLink

CHILD = "r2k_tui.bootstrap.engine_process"
# Memory arenas of the C library. By default there are eight per processor, and the engine's worker threads fill one
# after another with freed memory that is never given back: some 10 MB in half an hour of polls.
_ARENAS = "2"


def spawn(setup: EngineSetup) -> PipeLink:
    """A link to a new engine in its own process."""
    from r2k_tui.link.pipe import PipeLink, python_command

    command, environment = python_command(CHILD)
    return PipeLink(command, pack(setup), engine_environment(environment))


def engine_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of an engine process; a variable that the user has set wins."""
    return {"MALLOC_ARENA_MAX": _ARENAS, **inherited}


def address_at(url: str, config: Config) -> Address:
    """The hub at `url`, with the credentials of settings and environment. Raises UsageError."""
    if find_spec("nats") is None:
        raise UsageError('a hub needs the extra "hub": pip install "r2k-tui[hub]"')
    from r2k_tui.link.nats.address import BadAddress, address_of

    try:
        return address_of(url, config.hub)
    except BadAddress as error:
        raise UsageError(str(error)) from None


def attach(setup: EngineSetup, leader: LeaderTracker | None = None) -> NatsLink:
    """A link to the engine of a hub. Raises UsageError."""
    from r2k_tui.link.nats.link import NatsLink

    return NatsLink(address_at(setup.attach, setup.config), leader)


def read_setup(body: bytes) -> EngineSetup:
    """The setup that `spawn` has sent. Raises msgspec.DecodeError."""
    return msgspec.msgpack.decode(body, type=EngineSetup)
