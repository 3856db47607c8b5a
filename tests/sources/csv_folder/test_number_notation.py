"""Numbers as exports write them: the notation is proved by the file or refused."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tests.sources.csv_folder.exports import DAYS, EXPORTS, closes, days, read


def test_scaled_volumes_and_currency(tmp_path: Path) -> None:
    batch = read(tmp_path, EXPORTS["investing"])
    volume = list(batch.bars.column("volume"))
    assert (volume[0], volume[2]) == (800_000, 1_230_000)
    assert math.isnan(volume[1])
    assert [problem.message for problem in batch.problems] == [
        "AAA.csv line 3: Volume '-' is not a number; cell left out"
    ]


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (("1,234.56", "7.5"), 1234.56),
        (("1.234,56", "7,5"), 1234.56),
        (("1 234,56", "7,5"), 1234.56),
        (("1'234.56", "7.5"), 1234.56),
        (("1,234,567", "7"), 1234567),
        (("1.234.567", "7"), 1234567),
        (("$1,234.56", "$7"), 1234.56),
        (("1,234.56 €", "7"), 1234.56),
        (("12,345.678", "9"), 12345.678),
        (("2,345", "1,0"), 2.345),
        (("2,345", "1.0"), 2345),
        (("1.5e3", "7"), 1500),
    ],
)
def test_numbers_whose_notation_the_file_proves(tmp_path: Path, cells: tuple[str, str], value: float) -> None:
    text = "Date;Close\n" + "".join(f"{day};{cell}\n" for day, cell in zip(DAYS, cells, strict=False))
    assert closes(read(tmp_path, text))[0] == value


@pytest.mark.parametrize("column", ["Open", "High", "Low", "Close", "Adj Close", "Volume"])
@pytest.mark.parametrize("value", ["0", "-5"])
def test_one_impossible_cell_costs_that_cell(tmp_path: Path, column: str, value: str) -> None:
    if (column, value) == ("Volume", "0"):
        value = "-1"
    titles = ["Open", "High", "Low", "Close", "Adj Close", "Volume"]
    cells = [value if title == column else "10" for title in titles]
    rows = [f"{DAYS[0]}," + ",".join(["10"] * 6), f"{DAYS[1]}," + ",".join(cells), f"{DAYS[2]}," + ",".join(["10"] * 6)]
    batch = read(tmp_path, "\n".join(["Date," + ",".join(titles), *rows]))
    assert days(batch) == DAYS
    name = column.lower().replace(" ", "_")
    others = [title.lower().replace(" ", "_") for title in titles if title != column]
    assert math.isnan(batch.bars.column(name)[1])
    assert np.isfinite([batch.bars.column(other)[1] for other in others]).all()
    (problem,) = batch.problems
    assert problem.message.startswith(f"AAA.csv line 3: {column} {value} is ")
    assert problem.message.endswith("; cell left out")
