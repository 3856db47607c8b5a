"""The panel of feeds on the dashboard."""

from __future__ import annotations

from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.ui.views.dashboard.feed_panel import FeedPanel, feed_lines
from tests.fakes.still_market import NOW
from tests.ui.stage import Stage, on_stage, one_layout
from tests.ui.views.feed.topics_stage import STATUSES, mirror, text


class TestDashboardPanel:
    news = SymbolNews("IWM", (Headline("Small caps rise " * 9, "Wire", NOW - 90), Headline("Undated", "W")), NOW)

    def test_the_newest_headline_stands_at_the_bottom_with_its_time(self) -> None:
        older = SymbolNews("^RUT", (Headline("Older", "Wire", NOW - 900),), NOW)
        made = mirror(*STATUSES, news={"IWM": self.news, "^RUT": older})
        lines = text(feed_lines(made, 60, 12, NOW))
        assert len(lines) == 12
        assert lines[-2].split() == ["11:58", "1m", "ago", "Wire"]
        assert lines[-1].startswith(" Small caps rise Small caps")
        assert lines[-1].endswith(" …")
        assert not any("Older" in line or "Undated" in line for line in lines)

    def test_it_never_takes_the_place_of_a_topic(self) -> None:
        made = mirror(*STATUSES, news={"IWM": self.news})
        lines = text(feed_lines(made, 60, 6, NOW))
        assert sum(line.split()[0] in {status.topic for status in STATUSES} for line in lines) == 5
        assert not any("Small caps" in line for line in lines)


async def test_what_is_stored_of_it_are_the_names_alone() -> None:
    stage = Stage(dashboard=one_layout("feed"))
    async with on_stage(stage, (80, 24)):
        panel = next(iter(stage.app.view.query(FeedPanel)))
        now, stored = text(panel.drawn()), text(panel.stored())
        assert len(stored) == panel.size.height
    assert any("ok" in line for line in now)
    assert any(line.startswith("│ quotes     –") for line in stored)
    assert not any(words in line for line in stored for words in ("ok", "ago", "●", "next"))
