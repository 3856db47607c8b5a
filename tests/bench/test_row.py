"""Margins, and figures of programs that take turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest

from tests.bench import table
from tests.bench.row import no_slower, paired, row


def given(*values: float) -> Callable[[], float]:
    left = iter(values)
    return lambda: next(left)


def test_the_margin_is_the_share_of_the_budget_that_is_left() -> None:
    found = row("tick", 5.0, "ms", "DataTable", 50.0, 8.0)
    assert (found.margin, found.met) == (0.375, True)
    missed = row("tick", 10.0, "ms", "", None, 8.0)
    assert (missed.margin, missed.met) == (-0.25, False)
    assert asdict(found)["margin"] == 0.375


@pytest.mark.parametrize("budget", [None, 0.0])
def test_no_budget_and_one_of_nothing_have_no_margin(budget: float | None) -> None:
    assert row("idle", 0.0, "B", "", None, budget).margin is None


def test_the_table_shows_the_margin_of_every_row() -> None:
    head, met, missed, free = table.lines(
        [
            row("tick", 5.0, "ms", "", None, 8.0),
            row("key", 10.0, "ms", "", None, 8.0),
            row("told", 1.0, "ms", "", None, None),
        ]
    )
    assert "margin" in head
    assert met.split()[-2:] == ["38%", "yes"] and missed.split()[-2:] == ["-25%", "NO"]
    assert free.split()[-2:] == ["–", "–"]


def test_pairs_are_compared_round_by_round() -> None:
    # The machine is twice as slow in the second round, for both.
    found = paired(given(99.0, 1.0, 2.0, 1.0), given(99.0, 4.0, 8.0, 4.1), 3)
    assert (found.figure, found.reference, found.ratio) == (1.0, 4.1, 0.25)


def test_what_may_be_no_slower_is_judged_by_the_paired_ratio() -> None:
    # Medians of another round than that of the ratio would tell another one.
    found = no_slower(
        "min-vol", "ms", "PyPortfolioOpt", paired(given(0.0, 2.0, 9.0, 3.0), given(0.0, 4.0, 9.0, 6.0), 3)
    )
    assert found.ratio == 0.5 and found.met
    assert found.margin == pytest.approx(0.5)
    assert found.figure == pytest.approx(3.0)


def test_the_page_has_the_same_columns() -> None:
    rows = [row("tick", 5.0, "ms", "DataTable", 50.0, 8.0), row("told", 1.0, "B", "", None, None)]
    assert table.markdown(rows)[2:] == [
        "| tick | 5 ms | DataTable: 50 ms | 0.10 | at most 8 ms | 38% | yes |",
        "| told | 1 B | – | – | – | – | – |",
    ]
