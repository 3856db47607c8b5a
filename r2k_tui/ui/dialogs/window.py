"""The base of all windows."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Window(ModalScreen[ScreenResultType]):
    """A screen over a view, which closes once, whatever asks it to and however often."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """See Screen. Only the topmost window closes: Textual would close whatever lies on top in its place."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
