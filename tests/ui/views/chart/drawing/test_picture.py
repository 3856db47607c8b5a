"""The whole picture: its parts, its numbers, and whatever strange bars come."""

from __future__ import annotations

import re
from math import nan

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.bars import Interval, pack_floats, pack_times
from r2k_tui.model.messages.bars import ChartReply, GetChart
from r2k_tui.model.readings.chart import Indicator, IndicatorPlace, MonthMark, Plot
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions
from tests.cases import cases
from tests.fakes.still_chart import chart
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes, picture, reply, text

SMA = Indicator("sma50", "SMA 50", IndicatorPlace.OVERLAY)
RSI = Indicator("rsi14", "RSI 14", IndicatorPlace.PANE, "index", (0.0, 100.0), (30.0, 70.0))
PRICE = st.one_of(st.floats(1e-6, 1e12), st.just(nan))


def rising(count: int, **parts: object) -> ChartReply:
    return closes([100.0 + i for i in range(count)], **parts)


def plot(key: str, values: list[float], **parts: object) -> Plot:
    return Plot(key, "50", pack_floats(values), **parts)  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(PRICE, PRICE, PRICE, PRICE), max_size=60),
    st.sampled_from(list(ChartKind)),
    st.booleans(),
    st.integers(1, 130),
    st.integers(1, 50),
)
def test_any_bars_in_any_window(
    rows: list[tuple[float, float, float, float]], kind: ChartKind, log: bool, width: int, height: int
) -> None:
    drawn = picture(reply(rows), width, height, ChartOptions(kind, log=log, cross=FIRST + 9 * DAY_S))
    assert len(drawn.lines) <= height
    assert all(length(line) == width or drawn.slots is None for line in drawn.lines)


def test_every_number_on_it_is_one_of_the_bar() -> None:
    words = text(picture(reply([(10, 12, 9, 11), (11, 14.5, 10.25, 13)], volumes=[1e6, 2.5e6]), 78).lines)
    assert "O 11.00  H 14.50  L 10.25  C 13.00" in words
    assert "▲  +2.00 +18.18%" in words
    assert "V   2.5M" in words
    assert "◂13.00" in words


def test_the_crosshair_tells_of_its_bar_and_of_no_other() -> None:
    options = ChartOptions(cross=FIRST + DAY_S)
    drawn = picture(rising(3), 78, options=options)
    words = text(drawn.lines)
    assert "C 101.00" in words and "+1.00  +1.00%" in words
    assert "◂102.00" in words, "the last price stays"
    assert drawn.slots is not None
    column = drawn.slots.columns[1]
    assert {("┊", True)} <= {(run, "cursor" in style) for line in drawn.lines for run, style in line}
    assert sum("cursor" in style for line in drawn.lines for run, style in line for _ in run) >= 10, column


def test_volumes_have_a_scale_from_nothing_to_a_round_number() -> None:
    lines = text(picture(rising(30, volumes=[1e6] * 29 + [3.7e6]), 80, 30).lines).split("\n")
    top = next(y for y, line in enumerate(lines) if "4.0M┤" in line)
    assert lines[top].rstrip().endswith("volume")
    bottom = next(y for y, line in enumerate(lines) if y > top and line.startswith("     0┤"))
    assert "▆" * 20 in lines[bottom] and "█" in lines[bottom], "a million is a quarter, of three rows"
    assert "█" not in lines[top] and "▆" in lines[top]


def test_without_volume_it_says_so_and_gives_the_room_to_the_prices() -> None:
    words = text(picture(rising(30), 80, 30).lines)
    assert "no volume" in words
    assert "0┤ " not in words.split("no volume")[1]


def test_one_bar_is_a_chart() -> None:
    words = text(picture(closes([42.0])).lines)
    assert "◂42.00" in words and "C 42.00" in words and "–" in words


@cases("kind", list(ChartKind))
def test_a_gap_stays_a_gap(kind: ChartKind) -> None:
    values = [100.0] * 20 + [nan] * 20 + [100.0] * 20
    given = closes(values)
    drawn = picture(given, 80, 12, ChartOptions(kind, volume=False))
    body = text(drawn.lines[1:-1])
    assert drawn.slots is not None
    middle = drawn.slots.columns[30]
    margin = body.split("\n")[0].index("│") + 1 if "│" in body.split("\n")[0] else 7
    assert {line[margin + middle] for line in body.split("\n")} == {" "}


def test_more_bars_than_columns_are_put_together() -> None:
    drawn = picture(rising(200), 60)
    assert drawn.slots is not None
    assert drawn.slots.per == 5
    assert all(slot.bars == 5 for slot in drawn.slots.slots[1:-1])


def test_lines_over_the_prices_end_with_their_names_and_say_their_values() -> None:
    given = rising(30, indicators=(SMA,), plots=(plot("sma50", [99.0 + i for i in range(30)]),))
    words = text(picture(given, 80, options=ChartOptions(overlays=("sma50",))).lines)
    assert "SMA 50 128.00" in words
    assert re.search(r" 50 *$", words, re.MULTILINE)
    assert any("\u2800" < character <= "\u28ff" for character in words)


def test_a_bar_that_has_formed_since_has_the_lines_of_the_last_one() -> None:
    given = rising(30, indicators=(SMA,), plots=(plot("sma50", [99.0 + i for i in range(30)]),))
    live = Live(FIRST + 30 * DAY_S, nan, nan, nan, 131.0, nan)
    words = text(picture(given, 80, options=ChartOptions(overlays=("sma50",)), live=live).lines)
    assert "C 131.00" in words and "SMA 50 128.00" in words
    assert re.search(r" 50 *$", words, re.MULTILINE)


def test_a_line_without_a_value_is_a_dash_in_words_and_nothing_in_the_picture() -> None:
    missing = plot("sma50", [nan] * 30, note="needs 50 bars, has 30", absent=True)
    words = text(
        picture(rising(30, indicators=(SMA,), plots=(missing,)), 80, options=ChartOptions(overlays=("sma50",))).lines
    )
    assert "SMA 50 –" in words
    assert not any("\u2800" < character <= "\u28ff" for character in words)


def test_a_pane_has_its_levels_and_says_why_where_there_is_nothing() -> None:
    given = rising(30, indicators=(RSI,), plots=(plot("rsi14", [50.0 + i for i in range(30)]),))
    lines = text(picture(given, 80, 30, ChartOptions(overlays=(), pane="rsi14")).lines).split("\n")
    assert [line.split("┤")[0].strip() for line in lines if line.split("┤")[0].strip() in ("30", "70")] == ["70", "30"]
    assert any("RSI 14 79.0" in line for line in lines)
    short = plot("rsi14", [nan] * 5, note="needs 15 bars, has 5", absent=True)
    none = rising(5, indicators=(RSI,), plots=(short,))
    assert "RSI 14: needs 15 bars, has 5" in text(picture(none, 80, 30, ChartOptions(overlays=(), pane="rsi14")).lines)


def test_what_has_no_room_is_named() -> None:
    given = rising(30, indicators=(RSI,), plots=(plot("rsi14", [50.0] * 30),), volumes=[1.0] * 30)
    assert picture(given, 60, 8, ChartOptions(overlays=(), pane="rsi14")).left_out == "no room for RSI 14 and volume"
    assert picture(given, 60, 30, ChartOptions(overlays=(), pane="rsi14")).left_out == ""


def test_record_closes_and_strong_months_stand_under_their_bars() -> None:
    marks = MonthMark(FIRST + 5 * DAY_S, "2030-03", 0.108)
    given = rising(30, records=pack_times([FIRST + 2 * DAY_S, FIRST + 5 * DAY_S, FIRST + 9 * DAY_S]), months=(marks,))
    drawn = picture(given, 80, 20, ChartOptions(cross=FIRST + 5 * DAY_S))
    assert drawn.slots is not None
    row = next(line for line in text(drawn.lines).split("\n") if "◆" in line and "%" not in line)
    plain = row.split("│")[1]
    assert [x for x, character in enumerate(plain) if character in "●◆"] == [drawn.slots.columns[i] for i in (2, 5, 9)]
    assert "● record close  ◆ Mar 2030 +10.8%" in text(drawn.lines)


def test_hours_outside_the_session_are_shaded_where_some_are_inside() -> None:
    given = reply([(5, 6, 4, 5)] * 10, Interval.M1, regular=((FIRST + 180, FIRST + 360),))
    drawn = picture(given, 60, options=ChartOptions(volume=False))
    assert drawn.shaded
    assert drawn.slots is not None
    row = re.split("[│┤]", text(drawn.lines).split("\n")[-2], maxsplit=1)[1]
    shaded = {place for place in range(10) if row[drawn.slots.edges(place).start] == "░"}
    assert shaded == {0, 1, 2, 6, 7, 8, 9}
    thin = picture(given, 60, options=ChartOptions(volume=False), thin=True)
    (band,) = [line for line in text(thin.lines).split("\n") if "░" in line]
    row = re.split("[│┤]", band, maxsplit=1)[1]
    assert {place for place in range(10) if row[drawn.slots.edges(place).start] == "░"} == shaded, "in one row"
    night = reply([(5, 6, 4, 5)] * 10, Interval.M1, regular=((FIRST - 500, FIRST - 100),))
    assert not picture(night).shaded


@cases(
    ("price", "shown"),
    [(0.0000123, "0.00001230"), (0.0042, "0.004200"), (1_234_567.89, "1,234,567.89"), (9.87e11, "987,000,000,000.00")],
)
def test_very_small_and_very_large_prices_keep_their_digits(price: float, shown: str) -> None:
    words = text(picture(closes([price * 0.9, price]), 100).lines)
    assert f"C {shown}" in words and f"◂{shown}" in words


@given(st.integers(1, 70), st.integers(1, 20))
def test_no_number_is_cut(width: int, height: int) -> None:
    words = text(picture(closes([1_234_567.89, 1_234_567.89]), width, height).lines)
    for found in re.findall(r"\d[\d,]{3,}[\d.,]*", words):
        assert found in ("1,234,567.89", "2030") or re.fullmatch(r"1,2\d[05],000", found), found


def test_a_tick_changes_a_few_cells() -> None:
    given = chart(GetChart("IWM", "6M", ("sma50", "bollinger"), "macd"))
    last = given.bars.times()[-1]
    before, after = (
        picture(
            given,
            118,
            38,
            ChartOptions(overlays=("sma50", "bollinger"), pane="macd"),
            live=Live(last, nan, nan, nan, price, nan),
        )
        for price in (318.2, 318.6)
    )
    old, new = text(before.lines).split("\n"), text(after.lines).split("\n")
    assert 0 < sum(a != b for one, other in zip(old, new, strict=True) for a, b in zip(one, other, strict=True)) < 60
