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
# Pools of memory that the C library keeps for threads. By default there are eight a processor, and the engine's worker
# threads fill one after the other with what is freed and never given back: some 10 MB in half an hour of polls.
_ARENAS = "2"


def spawn(setup: EngineSetup) -> PipeLink:
    """Start an engine in a process of its own."""
    from r2k_tui.link.pipe import PipeLink, python_command

    command, environment = python_command(CHILD)
    return PipeLink(command, pack(setup), engine_environment(environment))


def engine_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of an engine process; what the user has set counts."""
    return {"MALLOC_ARENA_MAX": _ARENAS, **inherited}


def hub_address(setup: EngineSetup) -> Address:
    """The hub that a setup attaches to. Raises UsageError."""
    return address_at(setup.attach, setup.config)


def address_at(url: str, settings: Config) -> Address:
    """The hub at `url`, with what settings and environment say of us. Raises UsageError."""
    if find_spec("nats") is None:
        raise UsageError('a hub needs the extra "hub": pip install "r2k-tui[hub]"')
    from r2k_tui.link.nats.address import BadAddress, address_of

    try:
        return address_of(url, settings.hub)
    except BadAddress as error:
        raise UsageError(str(error)) from None


def attach(setup: EngineSetup, bearings: LeaderTracker | None = None) -> NatsLink:
    """A link to the engine of a hub. Raises UsageError."""
    from r2k_tui.link.nats.link import NatsLink

    return NatsLink(hub_address(setup), bearings)


def read_setup(body: bytes) -> EngineSetup:
    """The other end of `spawn`."""
    return msgspec.msgpack.decode(body, type=EngineSetup)
