"""The filter of the members: words are matched here, an expression is evaluated by the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetScreen, ScreenRefusal, ScreenReply
from r2k_tui.model.screens.columns import is_expression
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.universe.list import MemberList

# A screen in view is evaluated again as often as rows are sorted again.
AGAIN_S = 5.0
# How long the typing must rest before an expression is sent.
_REST_S = 0.15


class ScreenFilter:
    """Applies a text to the list. `note` says what an expression came to; `wrong` that it is faulty, `mark` where."""

    def __init__(self, context: AppContext, members: MemberList, changed: Callable[[], None]) -> None:
        self._app_context, self._list, self._changed = context, members, changed
        self.note, self.wrong = "", False
        self.mark: tuple[int, int] | None = None
        self._asked_at = 0.0

    def use(self, text: str) -> bool:
        """Apply words at once; True where the text is an expression that must be asked for."""
        self.note, self.wrong, self.mark = "", False, None
        if is_expression(text):
            if not is_expression(self._list.filter):
                # What was typed first has filtered by words.
                self._list.filter_by("")
            return True
        self._list.filter_by(text)
        return False

    @property
    def is_due(self) -> bool:
        """Whether the screen in view is old enough to be evaluated again."""
        waited = abs(self._app_context.mirror.wall() - self._asked_at)
        return is_expression(self._list.filter) and waited >= AGAIN_S

    async def ask(self, text: str, *, rest: bool) -> None:
        """Evaluate an expression, once the typing rests; a faulty one leaves the rows as they are."""
        if rest:
            await asyncio.sleep(_REST_S)
        self._asked_at = self._app_context.mirror.wall()
        self._take(text, await self._app_context.client.ask(GetScreen(text)))
        self._changed()

    def _take(self, text: str, reply: Reply) -> None:
        self.mark = None
        match reply:
            case ScreenReply(screen):
                self.note, self.wrong = screen.words, False
                self._list.show_screen(text, screen)
            case ScreenRefusal(message=message, start=start, stop=stop):
                self.note, self.wrong = f"{text[start:stop] or 'the end'}: {message}", True
                self.mark = (start, stop)
            case Failure(message=message):
                self.note, self.wrong = message, True
            case _:
                self.note, self.wrong = "the engine sent no members", True
