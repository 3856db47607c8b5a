"""Pages of view 7 beside the members."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from r2k_tui.model.messages.request import Request
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.replies import WithReply
from r2k_tui.ui.widgets.text_panel import TextPanel


class PageView(NamedTuple):
    """What a page needs of its view. `load` requests again what the page shows; `origin` is the source of the lists,
    `names` are the pages, the members first.
    """

    context: AppContext
    with_reply: WithReply
    load: Callable[[], None]
    origin: Callable[[], Line]
    names: Callable[[], Sequence[str]] = tuple


class UniversePage(TextPanel):
    """Page of view 7, drawn from the replies to its own requests; a page is one row in `pages.py`."""

    NAME: ClassVar[str]
    TITLE: ClassVar[str]

    def __init__(self, view: PageView) -> None:
        super().__init__(self.TITLE, self.text, id=self.NAME, foot=view.origin)
        self.add_class("page")
        self.view = view

    @property
    def symbol(self) -> str:
        """Company under the cursor; empty where the page has none."""
        return ""

    def heading(self, width: int) -> Line:
        """The title, with the names of all pages where there is room."""
        names = self.view.names()
        tabs = [aimed((f"  {name}", "accent" if name == self.NAME else "dim"), "page", name) for name in names]
        line: Line = (*super().heading(width), ("  ", "dim"), *tabs)
        return line if length(line) <= width else super().heading(width)

    def requests(self) -> Mapping[str, Request]:
        """What the page shows, by the name under which each reply is kept."""
        raise NotImplementedError

    def outdated(self) -> bool:
        """Whether the engine knows more by now than the replies say, so that they are requested again."""
        return False

    def text(self, width: int, height: int) -> list[Line]:
        """The page as lines."""
        raise NotImplementedError


class SectionPage(UniversePage):
    """UniversePage of several sections, of which left and right choose one; `section` is the one shown."""

    def __init__(self, view: PageView, sections: Sequence[str]) -> None:
        super().__init__(view)
        self._sections = tuple(sections)
        self.section = self._sections[0]

    def on_key_pan(self, steps: int) -> None:
        """Show another section from its top."""
        place = self._sections.index(self.section) + steps
        self.section = self._sections[place % len(self._sections)]
        self.to_top()
        self.paint()

    def click_section(self, name: str) -> None:
        """Show the clicked section."""
        self.on_key_pan(self._sections.index(name) - self._sections.index(self.section))

    def to_top(self) -> None:
        """Show the top of a section."""
        self._first = 0
