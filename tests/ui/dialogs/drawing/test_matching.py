"""`/`: a few letters lead to a symbol, a view or a reading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.dialogs.drawing.matching import Destination, PlaceKind, matches
from tests.ui.stage import Stage, on_stage, settled

PLACES = (
    Destination(PlaceKind.SYMBOL, "^RUT", "Russell 2000"),
    Destination(PlaceKind.SYMBOL, "IWM", "iShares Russell 2000"),
    Destination(PlaceKind.VIEW, "risk", "Risk"),
    Destination(PlaceKind.READING, "rsi14", "relative strength index"),
    Destination(PlaceKind.READING, "iwm_beta", "beta to the fund"),
)


def test_the_name_comes_before_its_beginning_and_words_of_the_title() -> None:
    assert [place.name for place in matches("iwm", PLACES)] == ["IWM", "iwm_beta"]
    assert [place.name for place in matches("r", PLACES)] == ["^RUT", "risk", "rsi14", "IWM"]
    assert [place.name for place in matches("strength", PLACES)] == ["rsi14"]
    assert matches("nothing of the kind", PLACES) == []


def test_without_a_word_symbols_and_views_are_offered() -> None:
    assert [place.kind for place in matches("", PLACES)] == [PlaceKind.SYMBOL, PlaceKind.SYMBOL, PlaceKind.VIEW]


@given(st.text(max_size=20))
def test_every_match_is_a_place_and_none_comes_twice(text: str) -> None:
    found = matches(text, PLACES)
    assert set(found) <= set(PLACES) and len(found) == len(set(found))


async def test_slash_goes_to_a_view() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"mom", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "momentum"


async def test_a_symbol_of_no_list_opens_in_the_chart() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"qqq", "enter")
        await settled(stage, pilot)
        assert (stage.app.view.name, stage.app.context.symbol) == ("chart", "QQQ")


async def test_the_arrows_choose_among_matches() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"iw", "down", "enter")
        await settled(stage, pilot)
        assert stage.app.context.symbol == "IWN"
