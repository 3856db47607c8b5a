"""Contract of a link, and of the engine that it serves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from r2k_tui.model.messages.frame import Frame
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

# Longest message.
MOST_BYTES = 64 * 1024 * 1024


class LinkLost(Exception):
    """Loss of the engine at the other end; the text is for people."""


class Refused(LinkLost):
    """Refusal of our credentials or rights; an early retry cannot help."""


class Link(Protocol):
    """Connection of a terminal to one engine. Single use: after LinkLost the caller makes a new one."""

    async def start(self) -> None:
        """Connect. Raises LinkLost."""

    def frames(self) -> AsyncIterator[Frame]:
        """Changes and heartbeats, at the reader's own pace. Raises LinkLost at the end."""

    async def ask(self, request: Request) -> Reply:
        """Reply of the engine, possibly a Failure. Raises LinkLost."""

    async def close(self) -> None:
        """Close the connection; an engine that this link owns ends."""


class FrameSource(Protocol):
    """Subscription of one reader to an engine."""

    async def next_frame(self) -> Frame:
        """All changes since the previous frame, or a heartbeat."""

    def close(self) -> None:
        """End the subscription."""


class Servable(Protocol):
    """Engine as a link sees it."""

    def subscribe(self) -> FrameSource:
        """Subscription for one more reader."""

    async def ask(self, request: Request, reader: str) -> Reply:
        """Reply to a request; never raises."""

    def forget(self, reader: str) -> None:
        """Forget a reader that left: symbols that only it watched are no longer polled."""
