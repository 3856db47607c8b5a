"""Engines behind a broker, and links to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.link import NatsLink
from tests.hub.served import Served

HANGS_S = 30.0
FIRST = Fence(1, 1)
Serve = Callable[..., Served]
Attach = Callable[..., Awaitable[NatsLink]]
