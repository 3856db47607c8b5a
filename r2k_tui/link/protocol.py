"""What a link is, and what it needs of an engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request


class LinkLost(Exception):
    """The engine at the other end is gone; the text says how, for people."""


class Refused(LinkLost):
    """The other end does not take us as we are; trying soon again helps nobody."""


class Link(Protocol):
    """A terminal's way to one engine. Not restartable: after LinkLost a new one is made."""

    async def start(self) -> None:
        """Connect. Raises LinkLost."""

    def frames(self) -> AsyncIterator[Frame]:
        """What changes, heartbeats among it, at the reader's own speed. Raises LinkLost at the end."""

    async def ask(self, request: Request) -> Reply:
        """The engine's reply, a Failure among them. Raises LinkLost."""

    async def close(self) -> None:
        """Let go; an engine that belongs to this link ends."""


class FrameSource(Protocol):
    """One reader's place at an engine."""

    async def next_frame(self) -> Frame:
        """All that changed since the frame before, or a heartbeat."""

    def close(self) -> None:
        """The reader is gone."""


class Servable(Protocol):
    """What a link serves: an engine, as far as a link knows one."""

    def subscribe(self) -> FrameSource:
        """A place for one more reader."""

    async def ask(self, request: Request, reader: str) -> Reply:
        """Answer a request; never raises."""

    def forget(self, reader: str) -> None:
        """A reader is gone: what only it watched need not be polled any more."""
