"""The pages of view 5 as tables: one row for each thing that they show, unrounded."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable, csv_text
from r2k_tui.ui.views.allocation.export.pages import (
    factors_table,
    frontier_table,
    futures_table,
    rules_table,
    versus_table,
)
from tests.cases import cases
from tests.fakes import still_rules
from tests.fakes.still_allocation import RESAMPLED, STUDY, simulation
from tests.fakes.still_factors import of_factors

REPLY = of_factors(GetFactors(("IWM",), ("own",)))
assert isinstance(REPLY, FactorsReply)
TABLES = {
    "rules": rules_table(still_rules.STUDY, simulated=True),
    "factors": factors_table(REPLY.study, simulated=True),
    "versus": versus_table(STUDY, simulated=True),
    "frontier": frontier_table(STUDY, RESAMPLED, simulated=True),
    "futures": futures_table([simulation("equal"), simulation("own")], simulated=True),
}


def rows(table: ExportTable) -> list[dict[str, ExportCell]]:
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


@cases("name", TABLES)
def test_each_row_has_every_column_once_with_source_and_mark(name: str) -> None:
    table = TABLES[name]
    assert len(set(table.header)) == len(table.header) and table.rows
    assert all(row["simulated"] is True and row["source"] is not None for row in rows(table))
    assert len(csv_text(table).splitlines()) == len(table.rows) + 1


def test_a_rule_has_its_figures_beside_those_of_holding_and_the_number_tried() -> None:
    rule, row = still_rules.STUDY.rules[1], rows(TABLES["rules"])[1]
    assert (row["rule"], row["position"], row["tried"]) == (rule.name, "IWM 0;SPY 1", still_rules.STUDY.tried)
    assert (row["sharpe"], row["hold_sharpe"]) == (rule.figures.sharpe, rule.buy_and_hold.sharpe)
    assert row["sharpe_difference_within_noise"] == rule.sharpe_difference.within_noise
    assert row["deflated_sharpe"] == rule.deflated_sharpe


def test_every_coefficient_is_a_row() -> None:
    assert isinstance(REPLY, FactorsReply)
    fit = next(iter(REPLY.study.fits.values()))
    found = [row for row in rows(TABLES["factors"]) if row["name"] == fit.name]
    assert [row["factor"] for row in found] == [one.factor for one in (fit.alpha, *fit.betas)]
    assert [row["t"] for row in found] == [one.t for one in (fit.alpha, *fit.betas)]


def test_a_portfolio_against_the_benchmark_and_its_walk_forward() -> None:
    portfolio = STUDY.portfolios["min_vol"]
    assert portfolio is not None and portfolio.versus is not None and portfolio.versus.walk_forward is not None
    row = next(row for row in rows(TABLES["versus"]) if row["portfolio"] == "min_vol")
    assert row["tracking_error"] == portfolio.versus.tracking_error
    assert row["walk_forward_tracking_error"] == portfolio.versus.walk_forward.tracking_error
    assert row["benchmark"] == "SPY 1"


def test_points_of_both_frontiers_and_portfolios_have_their_weights() -> None:
    found = rows(TABLES["frontier"])
    assert {row["kind"] for row in found} == {"frontier", "resampled", "portfolio"}
    best = next(row for row in found if row["name"] == "max_sharpe")
    assert best["GLD"] == 0.2796 and isinstance(best["equivalent"], bool)
    alone = rows(frontier_table(STUDY, None, simulated=False))
    assert {row["equivalent"] for row in alone} == {None}, "unknown is not false"


def test_every_year_of_every_portfolio() -> None:
    found = rows(TABLES["futures"])
    years = [outcome.year for outcome in simulation("equal").outcomes]
    assert [(row["portfolio"], row["year"]) for row in found] == [(n, y) for n in ("equal", "own") for y in years]


def test_a_simulated_factor_file_is_marked_whatever_the_source() -> None:
    assert isinstance(REPLY, FactorsReply)
    origin = msgspec.structs.replace(REPLY.study.origins[0], simulated=True)
    study = msgspec.structs.replace(REPLY.study, origins=(origin,))
    assert all(row["simulated"] is True for row in rows(factors_table(study, simulated=False)))
