"""Page of view 5: panels that are drawn from the replies to its own requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import AllocationReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.marks import NO_MARKS, letters
from r2k_tui.ui.views.replies import ExpectedReply, FindReply, WithReply
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.text_panel import Body, TextPanel


class AllocationPages(NamedTuple):
    """What a page needs of view 5. `target` is the chosen target portfolio, "" for that of the settings; `load`
    requests again what the page shows; `progress` tells how far a computation has come.
    """

    context: AppContext
    with_reply: WithReply
    reply: FindReply
    origin: Callable[[], Line]
    target: Callable[[], str]
    load: Callable[[], None]
    progress: Callable[[], list[Line]]


class AllocationPage(Container):
    """Page of view 5; a page is one row in `page_order.py`. Pages share replies of the same name and request."""

    NAME: ClassVar[str]
    TITLE: ClassVar[str]

    def __init_subclass__(cls, **more: bool) -> None:
        super().__init_subclass__(**more)
        # Textual looks for it in each class alone; scoped, rules about the page itself would match nothing.
        cls.SCOPED_CSS = False

    def __init__(self, view: AllocationPages) -> None:
        super().__init__(id=f"page-{self.NAME}", classes="page")
        self.view = view
        self.parts: tuple[LineWidget, ...] = self.make_parts()

    def make_parts(self) -> tuple[LineWidget, ...]:
        """The panels of the page, in the order of the focus."""
        raise NotImplementedError

    def requests(self) -> Mapping[str, Request]:
        """What the page shows, by the name under which each reply is kept; the first is requested before the others."""
        raise NotImplementedError

    def export_table(self) -> ExportTable | None:
        """What the page exports; None for the weights of every portfolio."""
        return None

    def compose(self) -> ComposeResult:
        """See Container."""
        yield from self.parts

    def panel(self, title: str, body: Body, name: str) -> TextPanel:
        """A panel with the source of its figures in its border."""
        return TextPanel(title, body, id=name, foot=self.view.origin)

    def on_mount(self) -> None:
        """Focus the first panel if the page is shown: the view could not, before the panels were mounted."""
        if self.has_class("-shown"):
            self.parts[0].focus()

    @property
    def study(self) -> AllocationStudy | None:
        """The allocation study, None before it is there."""
        result = self.view.reply("allocation", AllocationReply)
        return result.study if result is not None else None

    @property
    def simulated(self) -> bool:
        """Whether the source is no real market."""
        return self.view.context.mirror.facts.simulated

    @property
    def marks(self) -> Mapping[str, str]:
        """The mark of each portfolio on plots; none before the study is there."""
        return letters(self.study.portfolios) if self.study is not None else NO_MARKS

    def aim(self, study: AllocationStudy) -> str:
        """The target portfolio."""
        return self.view.target() or (study.plan.target if study.plan else "equal")

    def of_study(self, draw: Callable[[AllocationStudy], list[Line]]) -> list[Line]:
        """Lines drawn from the study; the progress of the computation before it is there."""
        return self.computed("allocation", AllocationReply, lambda reply: draw(reply.study))

    def computed(self, name: str, kind: type[ExpectedReply], draw: Callable[[ExpectedReply], list[Line]]) -> list[Line]:
        """Lines drawn from a reply; the progress of the computation before it is there."""
        lines = self.view.with_reply(name, kind, draw)
        return lines if self.view.reply(name, kind) is not None else [*lines, *self.view.progress()]
