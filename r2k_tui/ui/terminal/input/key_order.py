"""The order of keys: one is answered before the next is read."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.events import Event, InputEvent, Key, Paste
from textual.message_pump import MessagePump

# A handler that takes longer does not hold the keys any longer.
_LONGEST_S = 1.0


class KeyOrder:
    """Passes keys to `handle`, and holds those that follow until the one before is answered.

    Keys that arrive together need it: Textual takes a key with a binding of priority at once, and others through the
    queues of a line, its window and the app; and the key behind Enter belongs to whatever Enter opened.
    """

    def __init__(self, app: App[None], handle: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._handle = app, handle
        self._held: deque[Event] = deque()
        self._unanswered: asyncio.TimerHandle | None = None
        self._taken = 0

    async def take(self, event: Event) -> None:
        """Pass on a key or a paste, now or once those before it are answered."""
        if self._unanswered is not None:
            self._held.append(event)
            return
        reader = self._app.focused or self._app.screen
        await self._handle(event)
        # A key with a binding of priority is answered by now.
        if event.is_forwarded:
            self._taken += 1
            later = asyncio.get_running_loop().call_later
            self._unanswered = later(_LONGEST_S, self._app.call_later, self._answered, self._taken)
            await self._follow(self._path(reader), self._taken)

    @staticmethod
    def _path(reader: MessagePump) -> list[MessagePump]:
        """The queues a key goes through: up to the app, which runs what it is bound to, and once more with what that
        made the reader send.
        """
        nodes = [reader]
        while (parent := nodes[-1]._parent) is not None:
            nodes.append(parent)
        return nodes * 2

    async def _follow(self, left: list[MessagePump], number: int) -> None:
        """Go through the queues behind the key; one that is closing is left out."""
        for at, node in enumerate(left):
            if node.call_later(self._follow, left[at + 1 :], number):
                return
        await self._answered(number)

    async def _answered(self, number: int) -> None:
        # A key that took too long may be answered while a later one is on its way.
        if self._unanswered is None or number != self._taken:
            return
        self._unanswered.cancel()
        self._unanswered = None
        while self._held and self._unanswered is None and self._app.screen_stack:
            await self.take(self._held.popleft())


class OrderedApp(App[None]):
    """An app that answers one key before it reads the next."""

    def __init__(self) -> None:
        super().__init__()
        self._key_order = KeyOrder(self, super().on_event)

    async def on_event(self, event: Event) -> None:
        """See App. What is typed once the screens are gone, at the end, is dropped: Textual would raise."""
        if isinstance(event, InputEvent | Paste) and not self.screen_stack:
            return
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._key_order.take(event)
        else:
            await super().on_event(event)
