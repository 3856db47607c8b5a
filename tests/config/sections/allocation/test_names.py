"""Names of portfolios: one list, and what is true of each."""

from __future__ import annotations

from typing import get_args

from r2k_tui.config.sections.allocation.names import (
    BY_RULE,
    IN_SAMPLE,
    NEEDS_SETTING,
    PORTFOLIOS,
    WITHOUT_RISKLESS,
    PortfolioName,
)


def test_every_name_has_its_place() -> None:
    assert set(get_args(PortfolioName)) == set(PORTFOLIOS) and len(set(PORTFOLIOS)) == len(PORTFOLIOS)
    for names in (IN_SAMPLE, WITHOUT_RISKLESS, BY_RULE, tuple(NEEDS_SETTING)):
        assert set(names) <= set(PORTFOLIOS)


def test_all_but_the_policy_mix_and_one_s_own_are_chosen_in_sample() -> None:
    assert set(PORTFOLIOS) - set(IN_SAMPLE) == {"equal", "own"}
