"""The base of the panels that only the dashboard shows: each asks for its own data, and opens its view."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.widgets.text_panel import TextPanel

if TYPE_CHECKING:
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

WantedReply = TypeVar("WantedReply")


class BoardPanel(TextPanel):
    """Draws from the mirror, or from the reply to its request, which is made only while the panel is on the screen.

    `OPENS` is the action that Enter runs, `PAGE` the page that the view then opens at. `AGES`: it shows an age, so it
    is painted as time passes.
    """

    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    OPENS: ClassVar[str]
    PAGE: ClassVar[str] = ""
    AGES: ClassVar[bool] = False

    def __init__(self, context: AppContext) -> None:
        super().__init__(self.TITLE, self.lines, id=self.NAME, foot=self.origin)
        # `_context` and `context` belong to Textual.
        self.app_context, self.mirror = context, context.mirror
        self.reply: Reply | None = None
        self._asked_for: object = None

    def lines(self, width: int, height: int) -> list[Line]:
        """What stands in the frame."""
        raise NotImplementedError

    def request(self) -> Request | None:
        """The request for what the mirror does not hold, None where it holds everything."""
        return None

    def version(self) -> object:
        """Changes when the engine knows more than the last reply says: then the request is made again."""
        return ()

    def due(self) -> bool:
        """Whether `fetch` has something to do."""
        return self.request() is not None and self._asked_for != (self.version(),)

    def forget_request(self) -> None:
        """Ask again with the next occasion: another engine may know more."""
        self._asked_for = None

    async def fetch(self) -> None:
        """Make the request. The last good reply stays when a new request fails."""
        request = self.request()
        if request is None:
            return
        self._asked_for = (self.version(),)
        reply = await self.app_context.client.ask(request)
        if not (isinstance(reply, Failure) and self.reply is not None and not isinstance(self.reply, Failure)):
            self.reply = reply
        self.paint()

    def leave(self) -> None:
        """The panel is no longer on the screen."""

    def with_reply(self, kind: type[WantedReply], draw: Callable[[WantedReply], list[Line]], width: int) -> list[Line]:
        """The lines that `draw` makes of the reply; a message where it is missing."""
        if isinstance(self.reply, kind):
            return draw(self.reply)
        if isinstance(self.reply, Failure):
            return message_lines(self.reply.message, width, "warn")
        return message_lines("computing", width)

    def source(self) -> Line:
        """Source of the numbers, and their day or age."""
        return ((f"{self.mirror.facts.name} {self.mirror.as_of or ''}".rstrip(), "dim"),)

    def origin(self) -> Line:
        """The source, marked where it is no real market."""
        return (("SIM ", "warn"), *self.source()) if self.mirror.facts.simulated else self.source()

    def on_key_open(self, _: int) -> Awaitable[object]:
        """Open the view with all of it."""
        self.app_context.page = self.PAGE
        return self.app.run_action(self.OPENS)

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """A double click does what Enter does."""
        return self.on_key_open(0) if self.twice else None


def message_lines(words: str, width: int, style: str = "dim") -> list[Line]:
    """A message, wrapped."""
    return [((f" {line}", style),) for line in wrapped(words, max(8, width - 2))]
