"""The rows of the table: every figure where it belongs, `–` where there is none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.mirror.member_figures import ConstituentRow
from r2k_tui.ui.mirror.members import UniverseMirror
from r2k_tui.ui.views.universe.drawing.columns import COLUMNS, columns_for, heading, row_line
from tests.cases import cases
from tests.fakes.still_universe import universe

NUMBER = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
ROWS = st.builds(
    ConstituentRow,
    st.text("ABC-界", max_size=12),
    st.text("abc 界é", max_size=40),
    st.sampled_from(["Energy", "Information Technology"]),
    *[NUMBER] * 7,
    st.sampled_from([-1, 0, 1]),
    *[NUMBER] * 3,
)


@given(ROWS, st.integers(0, 200), st.booleans(), st.sampled_from(["", "E", "x"]))
def test_a_line_is_as_wide_as_it_is_asked_for(row: ConstituentRow, width: int, cursor: bool, mark: str) -> None:
    columns = columns_for(width)
    assert length(row_line(row, "<10s", columns, width, cursor=cursor, mark=mark)) == width
    assert columns[0].name == "symbol"


@cases("width", [38, 74, 77, 118])
def test_what_is_shown_has_its_heading_above_it(width: int) -> None:
    columns = columns_for(width)
    titles = "".join(text for text, _ in heading(columns, "weight", descending=True))
    assert length(heading(columns, "weight", descending=True)) <= width
    assert "Weight▼" in titles and "Chg%" in titles and "Last" in titles
    assert [column.name for column in columns] == [name for name in COLUMNS if name in {c.name for c in columns}]


def test_with_room_everything_is_shown_and_names_get_the_rest() -> None:
    columns = columns_for(118)
    assert [column.name for column in columns] == list(COLUMNS)
    assert columns[1].width > COLUMNS["name"].least


def test_what_is_not_known_is_a_dash_never_a_zero() -> None:
    members = UniverseMirror()
    members.take(universe(now=1e9), 0.0)
    columns = columns_for(118)
    unpriced = "".join(text for text, _ in row_line(members.row(7), "–", columns, 118, cursor=False))
    assert unpriced.split("2.25%")[1].split() == ["–"] * 6 + unpriced.split("2.25%")[1].split()[6:]
    bare = members.row(8)
    assert bare.from_50d is None and bare.market_cap is None
    assert "100%▲" in "".join(text for text, _ in row_line(members.row(1), "", columns, 118, cursor=False))


@cases(("symbol", "expected"), [("ABC", " ABC   E Name"), ("ABCDEFG", " ABCDEFGEName"), ("", "       E")])
def test_a_mark_takes_the_last_cell_of_the_symbol_and_moves_nothing(symbol: str, expected: str) -> None:
    row = ConstituentRow(symbol, "Name", "Energy", *[None] * 7, 0, *[None] * 3)  # type: ignore[arg-type]
    for width in (77, 118):
        columns = columns_for(width)
        plain, marked = (row_line(row, "", columns, width, cursor=False, mark=mark) for mark in ("", "E"))
        texts = ["".join(text for text, _ in line) for line in (plain, marked)]
        differ = [at for at, pair in enumerate(zip(*texts, strict=True)) if pair[0] != pair[1]]
        assert len(differ) == 1 and texts[1][differ[0]] == "E"
    assert "".join(text for text, _ in row_line(row, "", columns_for(70), 70, cursor=False, mark="E")).startswith(
        expected
    )


def test_a_column_and_a_row_say_the_same() -> None:
    members = UniverseMirror()
    members.take(universe(now=1e9), 0.0)
    for name in set(COLUMNS) - {"name"}:
        column = members.column(name)
        for place in (0, 1, 7, 8, 119):
            value = getattr(members.row(place), name)
            assert column[place] == value or (value is None and column[place] != column[place]), name
