"""A reading's value, where it is a number."""

from __future__ import annotations

from r2k_tui.model.readings.reading import Reading, ReadingValue
from tests.cases import cases


@cases(
    ("value", "number"),
    [(1.5, 1.5), (3, 3.0), (0.0, 0.0), (True, None), ("2025-09-18", None), (None, None), ({"2024": 0.1}, None)],
)
def test_a_flag_a_day_and_a_table_are_no_numbers(value: ReadingValue, number: float | None) -> None:
    found = Reading("key", value, "ratio", "252", 252, "2025-09-18", "demo", "what it is").number
    assert found == number
    assert not isinstance(found, bool)
