"""The order of rows: newest first or last, and which rows a file in no order keeps."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.sources.csv_folder.order import places_in_order
from tests.cases import cases
from tests.sources.csv_folder.exports import EXPORTS, closes, made, read


async def test_the_newest_row_is_the_quote_whatever_the_order(tmp_path: Path) -> None:
    read(tmp_path, EXPORTS["nasdaq"])
    (quote,) = (await made(tmp_path).quotes(["AAA"])).quotes
    assert (quote.price, quote.previous_close) == (13, 12)


def test_rows_in_no_order_keep_the_newest_and_tell_the_rest(tmp_path: Path) -> None:
    order = (12, 3, 17, 5, 18, 2, 9, 4, 16, 11)
    batch = read(tmp_path, "Date,Close\n" + "".join(f"2025-09-{day:02},{day}\n" for day in order))
    assert closes(batch)[-1] == 18
    told = [problem.message for problem in batch.problems if "out of order" in problem.message]
    assert len(told) + len(batch.bars) == len(order)


@cases(
    ("times", "kept"),
    [
        ([], []),
        ([1], [1]),
        ([1, 2, 3], [1, 2, 3]),
        ([3, 2, 1], [1, 2, 3]),
        ([9, 8, 7, 2, 6, 5], [5, 6, 7, 8, 9]),
        ([5, 6, 7, 2, 8, 9], [5, 6, 7, 8, 9]),
        ([1, 2, 3, 90, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ([16, 18, 17], [17, 18]),
        ([3, 3, 2, 1], [1, 2, 3]),
        ([1, 2, 2, 3], [1, 2, 3]),
    ],
)
def test_which_rows_stay(times: list[int], kept: list[int]) -> None:
    assert [times[place] for place in places_in_order(times)] == kept
