"""Brokers and engines of a hub, for the parts of the link that need a real one."""

from __future__ import annotations

from tests.hub.conftest import broker, start_engine

__all__ = ["broker", "start_engine"]
