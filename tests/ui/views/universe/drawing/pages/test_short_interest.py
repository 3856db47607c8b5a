"""Short interest as lines: every section with its days, its source and what is unknown."""

from __future__ import annotations

import msgspec

from r2k_tui.model.index.short_interest import ShortMember
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.pages.short_interest import SECTIONS, short_interest_lines
from tests.cases import cases
from tests.fakes.still_index import SHORT_INTEREST
from tests.ui.views.universe.drawing.panels import text


def shown(section: str, width: int = 118) -> str:
    return text(short_interest_lines(SHORT_INTEREST, section, width))


def row(words: str, symbol: str) -> list[str]:
    return next(line.split() for line in words.splitlines() if line.startswith(f" {symbol} "))


def test_every_section_names_days_source_and_numbers() -> None:
    for section in SECTIONS:
        words = shown(section)
        assert "settled 2031-04-30, 16 d ago; published 2031-05-09 by its file; FINRA" in words
        assert "next 2031-05-15, due 2031-05-27 to 2031-05-29; change since 2031-04-15" in words
        assert "60 of 62 members, 97.3% of weight;" in words and "known: days to cover 56, change 55," in words
        assert "2 not in the file: M0007, M0008" in words
        assert "5 members split since the settlement before: change unknown" in words
        assert words.count("▸") == 1 and "forecast" not in words


@cases(("section", "first"), [("fraction", "S000"), ("cover", "S000"), ("change", "S059"), ("squeeze", "S000")])
def test_orders(section: str, first: str) -> None:
    rows = [line for line in shown(section).splitlines() if line.startswith(" S0")]
    assert rows[0].split()[0] == first


def test_what_is_unknown_is_no_zero_and_what_it_is_a_part_of_is_said() -> None:
    words = shown("fraction")
    assert row(words, "S000")[1:7] == ["9.0M", "42.0%", "14.0", "+12.5%", "0.40%", "above"]
    assert row(words, "S003")[2] == "40.2%*", "of the shares outstanding"
    assert row(words, "S005")[4] == "split"
    assert row(words, "S007")[3] == "–"
    assert row(words, "S019")[2] == "–"
    assert row(words, "S002")[6] == "–"


def test_the_squeeze_list_has_its_definition_and_what_members_lack() -> None:
    words = shown("squeeze")
    assert "squeeze list: short interest of at least 20% of the float" in words
    assert "undecided 3; not known: fraction 5, days to cover 6, 50-day average 1" in words
    assert "S001" not in words and "S002" not in words, "one is below its average, of the other it is unknown"
    assert "squeeze list: short" not in shown("fraction")


def test_an_empty_list_and_why_no_newer_file_is_here() -> None:
    bare = msgspec.structs.replace(SHORT_INTEREST, members=(), missing=(), trouble="FINRA has a server error (500).")
    words = text(short_interest_lines(bare, "squeeze", 118))
    assert "\n none\n" in words and "no newer file: FINRA has a server error (500)." in words
    assert "without a line" not in words


def test_long_sections_say_how_many_follow() -> None:
    many = tuple(ShortMember(f"L{n:03d}", "LONG") for n in range(230))
    words = text(short_interest_lines(msgspec.structs.replace(SHORT_INTEREST, members=many), "fraction", 118))
    assert "and 30 more" in words and "L200" not in words


def test_facts_are_wrapped_to_the_width() -> None:
    lines = short_interest_lines(SHORT_INTEREST, "squeeze", 78)
    assert all(length(line) <= 78 for line in lines if line and not line[0][0].startswith((" S0", " symbol")))
