"""A CSV of FRED: every row or none, and nothing else than FredError for what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.sources.fred.errors import BadObservation, FredError
from r2k_tui.sources.fred.parse import parse_column, parse_series
from tests.cases import cases

HEAD = "observation_date,DFF\n"


@cases(
    "rows",
    [
        "2025-01-03,4.3\n2025-01-02,4.3\n",
        "2025-01-02,4.3\n2025-01-02,4.3\n",
        "2025-13-02,4.3\n",
        "today,4.3\n",
        "2025-01-02,4.3,5\n",
        "2025-01-02\n",
        "2025-01-02,abc\n",
        "2025-01-02,inf\n",
        "2025-01-02,1e300\n",
    ],
)
def test_rows_that_cannot_stand(rows: str) -> None:
    with pytest.raises(BadObservation):
        parse_series((HEAD + rows).encode(), "DFF")


def test_what_stands_for_a_missing_value() -> None:
    rows = "".join(f"2025-01-{day:02},{text}\n" for day, text in enumerate((".", "", " ", "NA", "NaN", "-1.5"), 1))
    found = parse_series((HEAD + rows).encode(), "DFF")
    assert found.values == [-1.5]


def test_a_mark_at_the_start_and_lines_of_another_system() -> None:
    data = b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b'"2025-01-02","4.3"\r\n\r\n'
    assert parse_series(data, "DFF").values == [4.3]


def test_one_column_of_many() -> None:
    data = b"Date,DFF,DGS2\n2025-01-02,4.3,4.25\n2025-01-03,4.3,\n"
    found = parse_column(data, "DGS2")
    assert found is not None
    assert found.values == [4.25]
    assert parse_column(data, "DGS10") is None
    assert parse_column(b"Date,Close\n2025-01-02,4.3\n", "DFF") is None


@given(st.binary(max_size=400))
def test_whatever_comes_it_is_a_series_or_a_typed_error(data: bytes) -> None:
    try:
        found = parse_series(data, "DFF")
    except FredError:
        return
    assert found.days == sorted(set(found.days))


@given(
    st.lists(st.tuples(st.dates(), st.one_of(st.none(), st.floats(-100, 100).map(lambda v: round(v, 2)))), min_size=1)
)
def test_what_is_written_is_read(rows: list[tuple[object, float | None]]) -> None:
    unique = sorted(dict(rows).items(), key=lambda row: str(row[0]))
    text = HEAD + "".join(f"{day},{'.' if value is None else value}\n" for day, value in unique)
    kept = [value for _, value in unique if value is not None]
    if not kept:
        with pytest.raises(FredError):
            parse_series(text.encode(), "DFF")
    else:
        assert parse_series(text.encode(), "DFF").values == kept
