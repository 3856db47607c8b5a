"""The steps from one version of the tables to the next."""

from __future__ import annotations

import re
import sqlite3

from r2k_tui.store.file.schema import MIGRATIONS


def migrated(steps: int) -> dict[str, str]:
    """The tables after so many steps, with the statement that made each."""
    with sqlite3.connect(":memory:") as db:
        for step in MIGRATIONS[:steps]:
            for statement in step.split(";"):
                db.execute(statement)
        found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
    db.close()
    return found


def test_each_step_runs_on_the_one_before_and_leaves_its_tables_alone() -> None:
    for steps in range(1, len(MIGRATIONS)):
        before, after = migrated(steps), migrated(steps + 1)
        assert before.items() < after.items()


def test_the_tables_of_today() -> None:
    tables = migrated(len(MIGRATIONS))
    assert set(tables) == {
        *("bars", "series", "quotes", "feeds", "pictures", "holdings", "fundamentals", "member_closes"),
        *("economic_series", "valuations", "verdicts", "alert_memory", "alerts", "alert_outbox"),
        *(
            "member_events",
            "halts",
            "short_interest",
            "insider_filings",
            "insider_days",
            "index_days",
            "forward_estimates",
            "notes",
            "price_lines",
            "factor_tables",
        ),
    }
    of_a_source = {name for name, sql in tables.items() if re.search(r"\bsource TEXT", sql)}
    assert set(tables) - of_a_source == {"holdings", "economic_series", "alert_outbox", "factor_tables"}


def test_of_one_source_a_symbol_has_one_quote() -> None:
    with sqlite3.connect(":memory:") as db:
        for statement in MIGRATIONS[0].split(";"):
            db.execute(statement)
        for price in (b"1", b"2"):
            db.execute("INSERT OR REPLACE INTO quotes VALUES ('yahoo', 'IWM', 0, ?)", (price,))
        db.execute("INSERT INTO quotes VALUES ('demo', 'IWM', 0, x'33')")
        assert db.execute("SELECT quote FROM quotes ORDER BY source").fetchall() == [(b"3",), (b"2",)]
    db.close()
