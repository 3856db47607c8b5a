"""Dates as exports write them: what two readings fit is refused by what was seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.sources.base import BadData
from tests.sources.csv_folder.exports import read

REFUSED = {
    "Date;Close\n2025-09-16;1,234\n2025-09-17;2,345\n": r"AAA\.csv: '1,234' may be 1234 or 1\.234, and no number tells",
    "Date;Close\n2025-09-16;1.234\n2025-09-17;2.345\n": r"AAA\.csv: '1\.234' may be 1234 or 1\.234",
    "Date;Close\n2025-09-16;12,5\n2025-09-17;12.5\n": r"'12\.5' has a decimal point, '12,5' a decimal comma; write",
    "Date,Close\n03/04/2025,1\n05/06/2025,2\n": r"'03/04/2025' may be 2025-04-03 or 2025-03-04, and no row has a day above 12",  # noqa: E501
    "Date,Close\n03.04.2025,1\n05.06.2025,2\n": r"'03\.04\.2025' may be 2025-04-03 or 2025-03-04",
    "Date,Close\n25/04/2025,1\n05/26/2025,2\n": r"line 2 \(25/04/2025\) has the day first, line 3 \(05/26/2025\) has the month",  # noqa: E501
    "Date,Close\n18/09/25,1\n17/09/25,2\n": r"'18/09/25' may be 2025-09-18 or 2018-09-25, and no row tells which",
    "Day of it,Value\n2025-09-16,1\n": r"no column Date or Datetime; expected a header .*; its first line has 'Day of it,Value'",  # noqa: E501
    "Date,Value\n2025-09-16,1\n": r"no price column; expected a header .*; its first line has 'Date,Value'",
    "Date,Last,Price\n2025-09-16,1,2\n": r"the columns last and price, each of which may be Close; keep one",
    "Price,Close,Close\nTicker,BBB,CCC\nDate,,\n2025-09-16,1,2\n": r"has columns of BBB, CCC, none of AAA",
    "Datetime,Close\n2025-09-16 10:00,1\n": r"'2025-09-16 10:00' has no offset such as -04:00 or Z",
    "Date,Time,Close\n09/16/2025,10:00,1\n": r"'09/16/2025 10:00' has no offset such as -04:00 or Z",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_ambiguous_is_refused_by_what_was_seen(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadData, match=REFUSED[text]):
        read(tmp_path, text)
