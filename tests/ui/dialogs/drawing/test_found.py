"""The rows of the find line."""

from __future__ import annotations

from r2k_tui.ui.dialogs.drawing.found import LOOK_UP, Finder, found_lines, looked_up
from r2k_tui.ui.dialogs.drawing.matching import Destination
from r2k_tui.ui.drawing.lines import length

IWM = Destination("symbol", "IWM", "iShares Russell 2000 ETF")
RISK = Destination("view", "risk", "Risk")
NEAR = Destination("symbol", "IWN", "iShares Russell 2000 Value ETF")


def finder() -> Finder:
    return Finder({"symbol": [IWM], "view": [RISK], "member": []}, [RISK], lambda _: [NEAR])


def kinds(text: str) -> list[str]:
    return [place.kind for place in finder().rows(text)]


def test_without_a_text_the_offer_is_listed() -> None:
    assert finder().rows("  ") == [RISK]


def test_a_symbol_by_name_needs_no_look_up_and_any_other_text_may_be_one() -> None:
    assert kinds("iwm") == ["symbol"]
    assert kinds("risk") == ["view", LOOK_UP], "a view of this name is no symbol"
    assert kinds("two words") == []


def test_letters_in_order_come_after_the_look_up_and_mistakes_before_them() -> None:
    assert [place.name for place in finder().rows("ishru")] == ["ISHRU", "IWN", "IWM"]


def test_kinds_keep_their_order_whenever_they_arrive() -> None:
    late = finder()
    late.more("member", [Destination("member", "RUSS", "Russell Co")])
    late.more("symbol", [IWM, NEAR])
    assert [place.name for place in late.rows("russell 2000")] == ["IWM", "IWN"]
    assert [place.kind for place in late.rows("russell")][:3] == ["symbol", "symbol", "member"]


def test_what_may_be_a_symbol() -> None:
    assert (looked_up("brk.b"), looked_up("a b"), looked_up("x" * 40)) == ("BRK.B", "", "")
    assert [looked_up(text) for text in ("a/b", "a/b/c", "a/", "/b", "a/a")] == ["A/B", "", "", "", ""]


def test_a_ratio_comes_before_settings_that_name_its_symbols() -> None:
    setting = Destination("setting", "watchlist.symbols", '["IWM", "SPY"]')
    found = Finder({"symbol": [IWM], "setting": [setting]}, [], lambda _: [NEAR]).rows("iwm/spy")
    assert [(place.kind, place.name) for place in found] == [(LOOK_UP, "IWM/SPY"), ("setting", "watchlist.symbols")]


def test_rows_are_as_wide_as_asked_and_mark_what_matches() -> None:
    lines = found_lines([IWM, NEAR], 1, "val iwn", 60, 8)
    assert [length(line) for line in lines] == [60, 60]
    assert [text for text, style in lines[1] if style == "key+cursor"] == ["IWN", "Val"]
    assert [text for text, style in lines[0] if style.startswith("key")] == []


def test_a_long_name_of_a_setting_is_shown_whole_where_there_is_room() -> None:
    setting = Destination("setting", "nasdaq_trader.deadline_s", "10.0")
    (line,) = found_lines([setting], 0, "", 100, 8)
    assert "nasdaq_trader.deadline_s" in "".join(text for text, _ in line)


def test_what_files_and_providers_call_things_is_text() -> None:
    odd = Destination("alert", "[b]mine\x1b[31m[/b]", "over\u202e 3 \x07")
    (line,) = found_lines([odd], 0, "mine", 80, 8)
    text = "".join(text for text, _ in line)
    assert "[b]mine" in text and text.isprintable() and "\u202e" not in text
