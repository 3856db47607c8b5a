"""Rows of days on which no exchange traded."""

from __future__ import annotations

from pathlib import Path

import exchange_calendars
import numpy as np

from r2k_tui.sources.csv_folder.no_session import is_session
from tests.sources.csv_folder.exports import closes, read


def test_rows_of_days_without_a_session_are_told(tmp_path: Path) -> None:
    text = "Date,Close\n2025-07-03,1\n2025-07-04,2\n2025-07-05,3\n2025-07-07,4\n"
    batch = read(tmp_path, text)
    assert closes(batch) == [1, 2, 3, 4]
    (problem,) = batch.problems
    words = "2 rows are of days without a session in New York (2025-07-04, 2025-07-05); kept"
    assert problem.message == f"AAA.csv: {words}"
    assert read(tmp_path, text, "BTC-USD").problems == ()


def test_sessions_by_rule_are_those_of_the_exchange() -> None:
    calendar = exchange_calendars.get_calendar("XNYS", start="1984-01-01", end="2027-06-30")
    real = set(calendar.sessions.values.astype("datetime64[D]").astype(object))
    all_days = np.arange("1984-01-01", "2027-07-01", dtype="datetime64[D]").astype(object)
    assert [day for day in all_days if is_session(day) != (day in real)] == []
