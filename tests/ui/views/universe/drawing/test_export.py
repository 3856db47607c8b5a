"""All members as a table."""

from __future__ import annotations

from r2k_tui.ui.mirror.member_figures import ConstituentRow
from r2k_tui.ui.views.universe.drawing.export import members_table


def row(**parts: object) -> ConstituentRow:
    known = dict.fromkeys(ConstituentRow._fields)
    return ConstituentRow(**{**known, "symbol": "ABC", "extreme": 0, **parts})  # type: ignore[arg-type]


def test_extremes_are_words_and_a_time_has_its_offset() -> None:
    table = members_table(
        [row(extreme=1, time=0.0), row(extreme=-1), row()], "IWM", "2025-09-18", "demo", simulated=True
    )
    named = [dict(zip(table.header, values, strict=True)) for values in table.rows]
    assert [one["new_extreme_52w"] for one in named] == ["high", "low", ""]
    assert named[0]["time"] == "1970-01-01T00:00:00+00:00"
    assert named[1]["time"] is None


def test_every_row_says_where_it_is_from() -> None:
    table = members_table([row()], "IWM", "2025-09-18", "demo", simulated=True)
    assert table.header[-4:] == ("fund", "holdings_as_of", "source", "simulated")
    assert table.rows[0][-4:] == ("IWM", "2025-09-18", "demo", True)
    assert table.rows[0][0] == "ABC"
