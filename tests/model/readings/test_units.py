"""The readings that alerts know are those of the board."""

from __future__ import annotations

from r2k_tui.engine.readings.members.registry import MEMBER_READINGS
from r2k_tui.engine.readings.registry import READINGS
from r2k_tui.model.readings.units import UNIT_OF

# A year each: no value that could be compared.
SEVERAL = {"calendar_years_px", "calendar_years_tr"}


def test_they_are_the_table_of_the_board_with_its_units() -> None:
    fields = [field for row in (*READINGS, *MEMBER_READINGS) for field in row.fields]
    watched = [field for field in fields if field.key not in SEVERAL and not field.parts]
    assert {field.key: field.unit for field in watched} == UNIT_OF
