"""Formula and caveat of each family: a sentence each, and plain text."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings import methodology
from r2k_tui.engine.readings.reading import Methodology

FAMILIES = {name: found for name, found in vars(methodology).items() if isinstance(found, Methodology)}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_caveat_is_a_sentence_and_a_formula_has_no_loose_ends(name: str) -> None:
    family = FAMILIES[name]
    assert family.caveat[0].isupper() and family.caveat.endswith(".")
    assert family.formula.strip() == family.formula != ""
    assert family.formula.count("(") == family.formula.count(")")
    assert family.formula.isascii() and family.caveat.isascii()


def test_no_two_families_are_the_same() -> None:
    assert len({family.formula + family.caveat for family in FAMILIES.values()}) == len(FAMILIES) > 40


def test_what_was_published_names_its_year() -> None:
    for name, year in (("RSI", "1978"), ("SHARPE", "1994"), ("KUPIEC", "1995"), ("BENT_VAR", "2012"), ("MACD", "1979")):
        assert year in FAMILIES[name].formula
