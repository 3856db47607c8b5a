"""A copy of the quotes: the figure that rows are sorted by, the row, the list."""

from __future__ import annotations

from r2k_tui.ui.views.watchlist.copying import QuoteCopies
from tests.ui.stage import on_stage
from tests.ui.views.watchlist.screen import stage


async def test_the_figure_follows_the_sort_and_the_portfolio_has_its_own() -> None:
    shown = stage()
    async with on_stage(shown):
        lists, table = shown.app.context.lists, shown.app.dashboard.table
        copies = QuoteCopies(shown.app.context, shown.app.dashboard.holdings, lambda: table.rows)
        found = {}
        for name in ("none", "symbol", "last", "spark", "percent", "currency", "position"):
            lists.sort_by(name, descending=True)
            copied = copies.cell()
            assert copied is not None
            found[name] = (copied.what, copied.text)
        assert {found[name] for name in ("none", "symbol", "last", "spark")} == {("Last of IWM", "318.42")}
        assert found["percent"] == ("Chg% of IWM", "+1.28%") and found["currency"][1] == "USD"
        assert found["position"][1] == "100"


async def test_a_symbol_without_a_quote_has_no_figure_but_a_row() -> None:
    shown = stage()
    async with on_stage(shown):
        table = shown.app.dashboard.table
        copies = QuoteCopies(shown.app.context, shown.app.dashboard.holdings, lambda: table.rows)
        shown.app.context.symbol = "NONE"
        row = copies.row()
        assert copies.cell() is None and row is not None and row.text.split("\n")[1].startswith("NONE\t\t")
        assert [line.split("\t")[0] for line in copies.panel().text.split("\n")[1:]] == list(table.rows)
