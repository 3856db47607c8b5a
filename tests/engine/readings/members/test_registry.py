"""Every reading of the index has a key of its own, a methodology, and a window for each key."""

from __future__ import annotations

from r2k_tui.engine.readings.members.registry import MEMBER_KEYS, MEMBER_READINGS, spec_of
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.model.readings.reading import Reading

UNITS = {"price", "fraction", "ratio", "index", "shares", "count", "date", "flag"}


def test_no_key_is_used_twice_nor_is_one_of_a_symbol() -> None:
    keys = [field.key for row in MEMBER_READINGS for field in row.fields]
    assert len(keys) == len(set(keys)) == len(MEMBER_KEYS)
    assert not set(keys) & set(KEYS)


def test_each_has_what_its_card_shows() -> None:
    for row in MEMBER_READINGS:
        # Dates of contracts follow from the calendar alone.
        assert (row.needs or row.fields[0].unit == "date") and len(row.windows) in (1, len(row.fields))
        assert not (row.kept and row.past), "a history has one origin"
        for field in row.fields:
            assert field.unit in UNITS and field.definition and field.note.formula and field.note.caveat
            assert spec_of(field.key) is field
    assert Reading.__doc__ is not None and all(unit in Reading.__doc__ for unit in UNITS)
