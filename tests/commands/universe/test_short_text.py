"""`r2k universe short` as text: 80 columns, every table, what is unknown."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.universe.short_text import short_lines
from tests.fakes.still_index import SHORT_INTEREST


def test_tables_fit_80_columns() -> None:
    lines = short_lines(SHORT_INTEREST, squeeze=False)
    assert max(map(len, lines)) <= 80
    words = "\n".join(lines)
    assert "settled 2031-04-30" in words and "SIMULATED" not in words
    for title in ("most shorted (60, the first 20", "days to cover (56, ", "largest change (55, ", "squeeze list ("):
        assert title in words
    rows = [line.split() for line in lines if line.startswith("  S003 ")]
    assert rows[0][:7] == ["S003", "8.6M", "40.2%", "outstanding", "13.4", "+8.0%", "below"]
    assert next(line.split() for line in lines if line.startswith("  S005 "))[5] == "split"
    assert "* 5 members split since the settlement before: change unknown" in words


def test_the_squeeze_list_alone_and_simulated() -> None:
    lines = short_lines(msgspec.structs.replace(SHORT_INTEREST, simulated=True), squeeze=True)
    assert lines[0] == "short interest of the members  SIMULATED" and "most shorted" not in "\n".join(lines)
    assert len([line for line in lines if line.startswith("  S0")]) == len(SHORT_INTEREST.squeezed())
    empty = short_lines(msgspec.structs.replace(SHORT_INTEREST, members=()), squeeze=True)
    assert "  none" in empty
