"""The allocation view: pages of weights, frontier, benchmark, factors, rules, future and trades."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from textual.widget import Widget

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import AllocationReply, StopAllocation
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.tables import title
from r2k_tui.ui.views.allocation.page import AllocationPage, AllocationPages
from r2k_tui.ui.views.allocation.page_order import PAGES
from r2k_tui.ui.views.allocation.tabs import PageTabs
from r2k_tui.ui.views.base import View


class AllocationView(View):
    """View 5. Left and right choose the target portfolio, `page` another page; Esc stops the computation."""

    DEFAULT_CSS = """
    AllocationView #panels { layout: vertical; }
    AllocationView #tabs { height: 1; }
    AllocationView .page { display: none; height: 1fr; }
    AllocationView .page.-shown { display: block; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "allocation")
        self._target, self._stopping, self._stopped = "", False, False
        self._asked: dict[str, Request] = {}
        self._needs = AllocationPages(
            context, self.with_reply, self.reply, self.origin, lambda: self._target, self.reload, self._progress
        )
        self._tabs = PageTabs(lambda: ([(page.NAME, page.TITLE) for page in PAGES], self._page.NAME))
        self._page: AllocationPage = PAGES[0](self._needs)
        self._made = {self._page.NAME: self._page}
        self._page.add_class("-shown")
        self.parts = (self._tabs, *self._page.parts)

    def panels(self) -> Iterable[Widget]:
        """See View. The other pages are made when they are first shown."""
        return (self._tabs, *self._made.values())

    def on_mount(self) -> None:
        """Focus the first panel: keys that another panel takes are one key away."""
        self._page.parts[0].focus()

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        return self._page.requests()

    async def load(self) -> None:
        """See View. The first request of the page before the others: the screen shows it while they are computed."""
        self._stopped = False
        first, *_ = self._page.requests()
        await self._fetch(first, self._page.requests()[first])
        later = [(name, request) for name, request in self._page.requests().items() if name != first]
        if self._stopped:
            # What waited for the first request is not begun: it would be the next computation to stop.
            self._replies = {**{name: Failure("cancelled", "stopped") for name, _ in later}, **self._replies}
            self.paint()
            return
        await asyncio.gather(*(self._fetch(name, request) for name, request in later))

    async def _fetch(self, name: str, request: Request) -> None:
        self._asked[name] = request
        await super()._fetch(name, request)

    def _drop_outdated(self) -> None:
        """Drop replies to requests that the page no longer makes: they are those of another target."""
        for name, request in self._page.requests().items():
            if name not in _KEPT and self._asked.get(name, request) != request:
                self._replies.pop(name, None)

    def on_key_page(self, steps: int) -> None:
        """Show another page."""
        names = [page.NAME for page in PAGES]
        self.open_page(names[(names.index(self._page.NAME) + steps) % len(names)])

    def click_page(self, name: str) -> None:
        """Show the clicked page."""
        self.open_page(name)

    def open_page(self, name: str) -> None:
        """Show the page of this name."""
        page = self._made.get(name) or self._make(name)
        if page is None:
            return
        self._page = page
        for other in self._made.values():
            other.set_class(other is page, "-shown")
        self.parts = (self._tabs, *page.parts)
        self.call_after_refresh(page.parts[0].focus)  # a page that has just been made takes no focus before
        self._drop_outdated()
        self.call_after_refresh(self.paint)
        self.reload()

    def _make(self, name: str) -> AllocationPage | None:
        kind = next((page for page in PAGES if name == page.NAME), None)
        if kind is None:
            return None
        page = self._made[name] = kind(self._needs)
        self.query_one("#panels").mount(page)
        return page

    def resume(self) -> None:
        """See View. Show the page that another view asked for."""
        name, self.context.page = self.context.page, ""
        super().resume()
        if name:
            self.open_page(name)

    def to_top(self) -> None:
        """See View."""
        self._page.parts[0].focus()
        self._page.scroll_home(animate=False)

    def on_key_pan(self, steps: int) -> None:
        """Make the next portfolio the target."""
        study = self._study
        if study is None:
            return
        names: list[str] = [name for name, found in study.portfolios.items() if found is not None]
        if names:
            aim = self._page.aim(study)
            at = names.index(aim) if aim in names else 0
            self._aim_at(names[(at + steps) % len(names)])

    def modes(self) -> list[Mode]:
        """See View: a computation, and another target than the settings'; the panels show both."""
        running = [Mode("the computation", self._stop_once)] if self._is_computing() else []
        return [*running, *([Mode(f"target {title(self._target)}", self._aim_as_set)] if self._target else [])]

    def _is_computing(self) -> bool:
        """Whether there is a computation that was not told to stop."""
        feed = self.mirror.feeds.get("allocation")
        computes = feed is not None and bool(feed.progress)
        self._stopping &= computes
        return computes and not self._stopping and not self.mirror.refusal(StopAllocation)

    def _stop_once(self) -> None:
        self._stopping = self._stopped = True
        self.go_back()

    def _aim_as_set(self) -> None:
        self._aim_at("")

    def _aim_at(self, target: str) -> None:
        self._target = target
        self._drop_outdated()
        self.paint()
        self.reload()

    def go_back(self) -> None:
        """Stop the computation, where this terminal may."""
        if words := self.mirror.refusal(StopAllocation):
            self.foot.say(words)
            return
        self.run_worker(self.client.ask(StopAllocation()), group="stop", exit_on_error=False)

    def export_table(self) -> ExportTable:
        """What the page exports, by default the weights of every portfolio."""
        if (own := self._page.export_table()) is not None:
            return own
        study = self._study
        if study is None:
            return ExportTable(("portfolio", "symbol", "weight", "simulated"), [])
        rows = [
            (name, symbol, weight, self.mirror.facts.simulated)
            for name, portfolio in study.portfolios.items()
            if portfolio is not None
            for symbol, weight in portfolio.weights.items()
        ]
        return ExportTable(("portfolio", "symbol", "weight", "simulated"), rows)

    @property
    def _study(self) -> AllocationStudy | None:
        result = self.reply("allocation", AllocationReply)
        return result.study if result is not None else None

    def _progress(self) -> list[Line]:
        feed = self.mirror.feeds.get("allocation")
        if feed is None or not feed.progress:
            return []
        count, _, what = feed.progress.rpartition(" ")
        return [((f" {count} {title(what)}", "dim"),)]


# The study holds every portfolio whatever its target, and a pair is replaced by the next one.
_KEPT = ("allocation", "pair")
