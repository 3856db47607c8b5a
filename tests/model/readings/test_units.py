"""The readings that alerts know are those of the board."""

from __future__ import annotations

from r2k_tui.engine.readings.members.registry import MEMBER_READINGS
from r2k_tui.engine.readings.registry import READINGS
from r2k_tui.model.readings.units import INDEX_FIELDS, UNIT_OF

# A year each: no value that could be compared.
SEVERAL = {"calendar_years_px", "calendar_years_tr"}


def test_they_are_the_table_of_the_board_with_its_units() -> None:
    fields = [field for row in (*READINGS, *MEMBER_READINGS) for field in row.fields]
    watched = [field for field in fields if field.key not in SEVERAL and not field.parts]
    assert {field.key: field.unit for field in watched} == UNIT_OF


def test_fields_of_the_index_are_its_readings_that_are_no_tables() -> None:
    keys = {field.key for row in MEMBER_READINGS for field in row.fields if not field.parts}
    assert keys == INDEX_FIELDS and keys < set(UNIT_OF)
