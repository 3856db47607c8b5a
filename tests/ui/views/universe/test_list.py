"""Order, filter and cursor of the members' table, whatever comes in which order."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.universe import Universe
from r2k_tui.ui.mirror.members import UniverseMirror
from r2k_tui.ui.views.universe.drawing.columns import COLUMNS
from r2k_tui.ui.views.universe.list import MemberList
from tests.fakes.still_universe import changes, universe

FIRST = universe(now=1e9, count=40)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(-50, 50)),
        st.tuples(st.just("sort"), st.sampled_from(sorted(COLUMNS))),
        st.tuples(st.just("turn"), st.none()),
        st.tuples(st.just("filter"), st.sampled_from(["", "health", "energy", "m000", "no such thing"])),
        st.tuples(st.just("tick"), st.dictionaries(st.integers(0, 39), st.floats(1, 500), min_size=1, max_size=9)),
        st.tuples(st.just("later"), st.floats(0, 20)),
        st.tuples(st.just("answer"), st.integers(0, 39)),
    ),
    max_size=25,
)


def turned(whole: Universe, by: int) -> Universe:
    """The same members in another list, in another order."""
    members = whole.members
    place = list(range(by, len(members))) + list(range(by))

    def column(data: bytes, size: int) -> bytes:
        return b"".join(data[p * size : (p + 1) * size] for p in place)

    wide = {f.name: column(getattr(members, f.name), 8) for f in msgspec.structs.fields(members) if f.type is bytes}
    narrow = ("sector_of", "above_50d", "above_200d", "new_high", "new_low")
    flags = {name: column(getattr(members, name), 1) for name in narrow}
    moved = msgspec.structs.replace(
        members,
        key=f"{members.key} {by}",
        symbols=tuple(members.symbols[p] for p in place),
        names=tuple(members.names[p] for p in place),
        **{**wide, **flags},
    )
    return Universe(moved, msgspec.structs.replace(whole.summary, key=moved.key), whole.history)


@given(STEPS)
def test_the_cursor_is_on_a_row_that_is_shown_and_only_moves_when_told(steps: list[tuple[str, object]]) -> None:
    members, now = UniverseMirror(), 0.0
    members.take(FIRST, now)
    rows = MemberList(members)
    rows.shown(now)
    for what, how in steps:
        rows.shown(now)
        selected, before = rows.selected, rows.symbol
        if what == "move":
            rows.move(how)  # type: ignore[arg-type]
        elif what == "sort":
            rows.sort_by(how)  # type: ignore[arg-type]
        elif what == "turn":
            rows.reverse()
        elif what == "filter":
            rows.filter_by(how)  # type: ignore[arg-type]
        elif what == "tick":
            assert members.members is not None
            members.apply(changes(members.members, how, 1e9), None)  # type: ignore[arg-type]
        elif what == "later":
            now += how  # type: ignore[operator]
        else:
            members.take(turned(FIRST, how), now)  # type: ignore[arg-type]
        shown = rows.shown(now)
        assert len(set(shown)) == len(shown)
        if shown:
            assert rows.selected in shown
            assert members.members is not None and members.members.symbols[rows.selected] == rows.symbol
            if selected is not None and what not in ("move", "filter"):
                assert rows.symbol == before
        else:
            assert rows.selected is None


def test_rows_stand_still_for_a_while_under_the_reader_s_eyes() -> None:
    members = UniverseMirror()
    members.take(FIRST, 0.0)
    rows = MemberList(members)
    rows.sort_by("ret_1d")
    before = list(rows.shown(100.0))
    last = before[-3]
    assert members.members is not None
    members.apply(changes(members.members, {last: 9999.0}, 1e9), None)
    assert rows.shown(103.0) == before
    assert rows.shown(106.0)[0] == last


def test_a_symbol_is_found_and_words_come_first_figures_from_the_largest() -> None:
    members = UniverseMirror()
    members.take(FIRST, 0.0)
    rows = MemberList(members)
    rows.find("M0030")
    rows.shown(0.0)
    assert rows.symbol == "M0030"
    rows.filter_by("energy")
    rows.find("M0031")
    assert rows.symbol == "M0031" and rows.filter == "", "what a filter hides is shown again"
    rows.find("M0030")
    rows.find("NOBODY")
    assert rows.symbol == "M0030"
    rows.sort_by("symbol")
    assert not rows.descending
    rows.sort_by("symbol")
    assert rows.descending and rows.shown(0.0)[0] == 39


def test_given_members_alone_are_shown_until_another_filter() -> None:
    members = UniverseMirror()
    members.take(FIRST, 0.0)
    rows = MemberList(members)
    rows.filter_by("energy")
    rows.show_only(frozenset({"M0003", "M0005", "NOBODY"}))
    assert (rows.shown(0.0), rows.filter, rows.shows_only) == ([3, 5], "", True)
    members.take(turned(FIRST, 4), 1.0)
    assert members.members is not None
    assert [members.members.symbols[place] for place in rows.shown(1.0)] == ["M0003", "M0005"], "of another list, too"
    rows.find("M0030")
    assert not rows.shows_only and rows.symbol == "M0030"
    rows.show_only(frozenset())
    assert rows.shown(1.0) == [] and rows.selected is None
    rows.filter_by("")
    assert len(rows.shown(1.0)) == 40 and not rows.shows_only
