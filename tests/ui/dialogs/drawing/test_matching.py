"""A few letters lead to a place, best first."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.dialogs.drawing.matching import (
    EXACT,
    LETTERS,
    PARTS,
    PREFIX,
    WORD_STARTS,
    Destination,
    marked,
    matches,
    prepare,
)

PLACES = (
    Destination("symbol", "^RUT", "Russell 2000 Index"),
    Destination("symbol", "IWM", "iShares Russell 2000 ETF"),
    Destination("symbol", "IWO", "iShares Russell 2000 Growth ETF"),
    Destination("view", "risk", "Risk"),
    Destination("reading", "rsi_14", "relative strength index"),
    Destination("reading", "iwm_beta", "beta to the fund"),
    Destination("member", "BRK-B", "Brook Growth Partners", "class b"),
)


def found(text: str) -> list[str]:
    return [match.place.name for match in matches(text, PLACES)]


def ranks(text: str) -> dict[str, int]:
    return {match.place.name: match.rank for match in matches(text, PLACES)}


def test_the_name_comes_first_then_its_beginning_then_words_then_parts() -> None:
    assert ranks("iwm") == {"IWM": EXACT, "iwm_beta": PREFIX}
    assert ranks("risk") == {"risk": EXACT}
    assert ranks("strength") == {"rsi_14": WORD_STARTS}
    assert ranks("ength") == {"rsi_14": PARTS}
    assert found("r")[:3] == ["^RUT", "risk", "rsi_14"], "beginnings of names, in the order of the places"
    assert found("nothing of the kind") == []


def test_several_words_in_any_order_find_a_fund_by_its_long_name() -> None:
    assert found("russell growth") == found("growth russell") == found("grow ish") == ["IWO"]


def test_signs_of_symbols_may_be_left_out_or_typed() -> None:
    assert found("rut")[0] == found("^rut")[0] == "^RUT"
    assert found("brk.b") == found("brk b") == ["BRK-B"]
    assert found("rsi 14") == found("rsi_14") == ["rsi_14"]


def test_keywords_count_and_are_not_shown() -> None:
    assert ranks("class") == {"BRK-B": WORD_STARTS}
    assert marked(PLACES[-1], "class") == ([], [])


def test_letters_in_order_come_last_and_only_as_beginnings_of_words() -> None:
    assert ranks("irgro") == {"IWO": LETTERS}
    assert found("ssell2") == [], "not from the middle of a word"
    assert found("ihre") == [], "and not on from there: the letters of iSHaREs with gaps"


def test_what_matches_is_marked() -> None:
    assert marked(PLACES[2], "growth iw") == ([(0, 2)], [(21, 27)])
    assert marked(PLACES[1], "iwm") == ([(0, 3)], [])
    spelled = marked(PLACES[2], "irgro")
    assert "".join(PLACES[2].title[a:b] for a, b in spelled[1]) in ("iRGro", "RGro")


@given(st.text(max_size=20))
def test_every_match_is_a_place_and_none_comes_twice(text: str) -> None:
    places = [match.place for match in matches(text, PLACES)]
    assert set(places) <= set(PLACES) and len(places) == len(set(places))
    for place in places:
        for spans, shown in zip(marked(place, text), (place.name, place.title), strict=True):
            assert all(0 <= a < b <= len(shown) for a, b in spans)


def test_one_letter_many_times_takes_no_longer_than_another() -> None:
    """A pattern with two ways to match would take years here."""
    place = Destination("member", "AAAA", " ".join(["aaaaaaaaaaaa"] * 14))
    assert matches("a" * 40 + "b", [place]) == []


def test_two_thousand_companies_are_searched_in_one_pass() -> None:
    words = [
        "American",
        "National",
        "Oil",
        "Gas",
        "Bank",
        "Bancorp",
        "Therapeutics",
        "Energy",
        "Metals",
        "Growth",
        "Pacific",
        "United",
        "Medical",
    ]
    rng = random.Random(20)
    places = [Destination("member", f"{n:04}", " ".join(rng.choices(words, k=4))) for n in range(2000)]
    prepare(places)
    begun = time.process_time()
    for _ in range(20):
        matches("natoil", places)
        matches("am", places)
    # Measured: 2 ms a key. The bound leaves room for a machine that is ten times slower.
    assert (time.process_time() - begun) / 40 < 0.05
