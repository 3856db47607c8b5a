"""The claims with their verdicts, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.thesis.ledger import claim_line, counts_line, ledger_head
from r2k_tui.ui.widgets.board_panel import BoardPanel

# Topics whose polls bring something new to test.
_WATCHED = ("macro", "large", "members", "daily")


class ClaimsPanel(BoardPanel):
    """What is known at once of the ledger; view 8 tests every claim, and has the evidence."""

    NAME, TITLE, OPENS = "thesis", "Thesis", "view('thesis')"

    def request(self) -> Request:
        """See BoardPanel."""
        return GetThesis()

    def version(self) -> object:
        """See BoardPanel: another poll of what claims are tested on."""
        found = (self.mirror.feeds.get(topic) for topic in _WATCHED)
        return tuple(status.last_success if status is not None else None for status in found)

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""

        def draw(reply: ThesisReply) -> list[Line]:
            claims = reply.ledger.claims
            head = [counts_line(reply.ledger)] if height > len(claims) + 1 else []
            return [*head, ledger_head(width), *(claim_line(claim, width) for claim in claims)]

        return self.with_reply(ThesisReply, draw, width)

    def cache_key(self) -> object:
        """See LineWidget."""
        return self.reply, self._first, self.mirror.facts, self.mirror.as_of

    def source(self) -> Line:
        """See BoardPanel."""
        tested = f", tested as of {self.reply.ledger.as_of}" if isinstance(self.reply, ThesisReply) else ""
        return ((f"{self.mirror.facts.name}{tested}", "dim"),)
