"""Formula and caveat of each family: a sentence each, and plain text."""

from __future__ import annotations

from r2k_tui.engine.readings.reading import Methodology
from r2k_tui.engine.readings.registry import READINGS
from r2k_tui.engine.readings.scores.components import PARTS, WHOLE

ROWS: dict[str, Methodology] = {spec.key: spec.note for group in READINGS for spec in group.fields}
SCORES: dict[str, Methodology] = {part.field.key: part.field.note for part in PARTS.values()} | dict(WHOLE)
FAMILIES = {note: key for key, note in (ROWS | SCORES).items()}


def test_a_caveat_is_a_sentence_and_a_formula_has_no_loose_ends() -> None:
    for family, key in FAMILIES.items():
        assert family.caveat[0].isupper() and family.caveat.endswith("."), key
        assert family.formula.strip() == family.formula != "", key
        assert family.formula.count("(") == family.formula.count(")"), key
        assert family.formula.isascii() and family.caveat.isascii(), key


def test_no_two_families_are_the_same() -> None:
    assert len({family.formula + family.caveat for family in FAMILIES}) == len(FAMILIES) > 40


def test_what_was_published_names_its_year() -> None:
    years = {"rsi14": "1978", "sharpe_252_rf": "1994", "kupiec_lr_250": "1995", "cfvar95_252": "2012", "macd": "1979"}
    for key, year in years.items():
        assert year in ROWS[key].formula
