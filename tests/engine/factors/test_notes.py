"""Caveats of a table in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from r2k_tui.engine.factors.notes import TableFacts, month_words, notes_of
from r2k_tui.model.factors.table import pack_table

FETCHED = datetime(2025, 10, 5, 18, tzinfo=UTC).timestamp()
TABLE = pack_table("mom", ("Mom",), [202505, 202506, 202507, 202508], [0.01] * 4, "202508", "x", FETCHED)
TODAY = date(2025, 10, 9)


def test_a_fresh_table_has_none() -> None:
    assert notes_of(TableFacts(TABLE, "", None, TODAY)) == ()


def test_a_kept_table_names_its_day_and_the_reason() -> None:
    (note,) = notes_of(TableFacts(TABLE, "The server did not answer.", None, TODAY))
    assert note == "the file of 2025-10-05 is used: The server did not answer"
    undated = msgspec.structs.replace(TABLE, fetched_at=None)
    assert notes_of(TableFacts(undated, "x", None, TODAY))[0] == "an earlier file is used: x"


def test_as_of_a_past_day_the_values_are_those_of_a_later_file() -> None:
    (note,) = notes_of(TableFacts(TABLE, "", date(2025, 9, 18), TODAY))
    assert note == (
        "returns to 2025-06, public by 2025-09-18, at values restated since by the CRSP data of 2025-08: the library "
        "keeps no vintages"
    )
    unnamed = msgspec.structs.replace(TABLE, vintage="")
    assert "restated since by a later file" in notes_of(TableFacts(unnamed, "", date(2025, 9, 18), TODAY))[0]
    assert notes_of(TableFacts(TABLE, "", date(2025, 10, 6), TODAY)) == (), "it was there by then"
    assert notes_of(TableFacts(TABLE, "", date(2020, 1, 1), TODAY)) == (), "nothing of it was public"


def test_invented_returns_say_so_first_and_are_not_restated() -> None:
    invented = msgspec.structs.replace(TABLE, simulated=True)
    assert notes_of(TableFacts(invented, "", date(2025, 9, 18), TODAY)) == (
        "SIMULATED: these factor returns are invented",
    )


def test_a_newest_month_that_is_too_old_is_told() -> None:
    assert notes_of(TableFacts(TABLE, "", None, date(2025, 12, 31))) == ()
    assert notes_of(TableFacts(TABLE, "", None, date(2026, 1, 2))) == ("the newest month is 2025-08, 5 months ago",)


def test_a_month_in_words() -> None:
    assert month_words(202508) == "2025-08"
