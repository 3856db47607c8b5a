"""Breadth, movers and contributions of the members, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.universe import Summary
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.shared.member_requests import MemberRequests
from r2k_tui.ui.views.universe.drawing.breadth import breadth_lines, caveat
from r2k_tui.ui.views.universe.drawing.movers import contributor_lines, mover_lines
from r2k_tui.ui.views.universe.drawing.status import origin_line, reason_lines
from r2k_tui.ui.widgets.board_panel import BoardPanel

# Width from which the border holds the caveat and the source.
_WITH_CAVEAT = 84


class MembersPanel(BoardPanel):
    """Draws the summary of the members; all panels of this kind share one request."""

    OPENS = "view('universe')"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._requests = MemberRequests(context, self.NAME)
        self.members = context.mirror.members

    def summary_lines(self, summary: Summary, width: int, height: int) -> list[Line]:
        """The lines of a summary."""
        raise NotImplementedError

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""
        summary = self.members.summary
        return (
            reason_lines(self.members.trouble, width) if summary is None else self.summary_lines(summary, width, height)
        )

    def cache_key(self) -> object:
        """See LineWidget."""
        members = self.members
        return members.summary, members.answers, members.trouble, self._first, self.mirror.facts

    def due(self) -> bool:
        """See BoardPanel."""
        self._requests.enter()
        return self._requests.due()

    async def fetch(self) -> None:
        """See BoardPanel."""
        await self._requests.fetch()

    def leave(self) -> None:
        """See BoardPanel."""
        self.app.run_worker(self._requests.leave(), group="leave", exit_on_error=False)

    def source(self) -> Line:
        """See BoardPanel."""
        return origin_line(self.mirror)


class BreadthPanel(MembersPanel):
    """How many members advance, trade above averages or make new highs, and the last year of it."""

    NAME, TITLE = "breadth", "Breadth"

    def summary_lines(self, summary: Summary, width: int, height: int) -> list[Line]:
        """See MembersPanel."""
        return breadth_lines(summary, self.members.history, width, height)

    def source(self) -> Line:
        """See BoardPanel; the caveat of the history where it has one and there is room."""
        summary = self.members.summary
        told = caveat(summary) if summary is not None and len(self.members.history) else ()
        return (
            (*told, ("  ", "dim"), *super().source()) if told and self.size.width >= _WITH_CAVEAT else super().source()
        )


class MoversPanel(MembersPanel):
    """The largest gains and losses."""

    NAME, TITLE = "movers", "Movers"

    def summary_lines(self, summary: Summary, width: int, height: int) -> list[Line]:
        """See MembersPanel."""
        return mover_lines(summary, width, height)


class ContributionPanel(MembersPanel):
    """The members that carry the move of the index, and those against it."""

    NAME, TITLE = "contribution", "Contribution to the move, bp"

    def summary_lines(self, summary: Summary, width: int, height: int) -> list[Line]:
        """See MembersPanel."""
        return contributor_lines(summary, width, height)
