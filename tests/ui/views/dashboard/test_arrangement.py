"""Where panels stand: all of the window is used, nothing overlaps, and what does not fit gives way in order."""

from __future__ import annotations

import random

from r2k_tui.config.sections.dashboard import PANELS, parsed_rows
from r2k_tui.ui.views.dashboard.arrangement import Arrangement, PanelPlace, arranged, shared
from r2k_tui.ui.views.dashboard.panels import needs_of
from tests.cases import cases

NEEDS = needs_of(15)


def covered(found: Arrangement) -> list[tuple[int, int]]:
    return [
        (x, y)
        for place in found.places
        for x in range(place.x, place.x + place.width)
        for y in range(place.y, place.y + place.height)
    ]


def test_widths_and_heights_follow_their_shares() -> None:
    found = arranged(parsed_rows(("2: quotes 3 | chart 2", "1: momentum | risk")), NEEDS, 100, 30)
    assert found.places == (
        PanelPlace("quotes", 0, 0, 60, 20),
        PanelPlace("chart", 60, 0, 40, 20),
        PanelPlace("momentum", 0, 20, 50, 10),
        PanelPlace("risk", 50, 20, 50, 10),
    )
    assert found.absent == ()


def test_without_heights_the_quotes_have_the_rows_they_need() -> None:
    rows = parsed_rows(("quotes | chart", "momentum | risk", "news"))
    assert [place.height for place in arranged(rows, NEEDS, 120, 58).places] == [15, 15, 23, 23, 20]
    assert arranged(rows, needs_of(40), 120, 58).places[0].height == 29, "half of it at most"
    assert arranged(rows[:1], NEEDS, 120, 58).places[0].height == 58, "alone, all of it"


def test_panels_give_way_from_the_right_and_the_quotes_last() -> None:
    rows = parsed_rows(("news | events | quotes", "momentum"))
    for width, shown in ((95, ["news", "events", "quotes"]), (80, ["news", "quotes"]), (50, ["quotes"])):
        found = arranged(rows, NEEDS, width, 30)
        assert [place.panel for place in found.places] == [*shown, "momentum"]
        assert set(found.absent) == {"news", "events", "quotes"} - set(shown)
        assert (found.width, found.height) == (92, 9)


def test_rows_give_way_from_the_bottom_and_the_quotes_last() -> None:
    rows = parsed_rows(("momentum", "risk", "quotes", "feed"))
    for height, shown in ((17, ["momentum", "risk", "quotes", "feed"]), (16, ["momentum", "risk", "quotes"])):
        assert [place.panel for place in arranged(rows, NEEDS, 60, height).places] == shown
    assert arranged(rows, NEEDS, 60, 9).absent == ("risk", "feed")
    assert arranged(rows, NEEDS, 60, 8).absent == ("momentum", "risk", "feed")


def test_what_is_left_is_shown_in_the_smallest_window() -> None:
    found = arranged(parsed_rows(("quotes | chart", "risk")), NEEDS, 1, 1)
    assert found.places == (PanelPlace("quotes", 0, 0, 1, 1),)


@cases("seed", range(30))
def test_every_cell_belongs_to_one_panel(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(PANELS, chance.randint(1, 12))
    texts = []
    while names:
        row, names = names[: (count := chance.randint(1, 4))], names[count:]
        height = f"{chance.randint(1, 100)}: " if chance.random() < 0.5 else ""
        texts.append(height + " | ".join(f"{name} {chance.randint(1, 100)}" for name in row))
    width, height = chance.randint(1, 220), chance.randint(1, 70)
    found = arranged(parsed_rows(texts), NEEDS, width, height)
    cells = covered(found)
    assert len(cells) == len(set(cells)) == width * height, texts
    if not found.absent:
        for place in found.places:
            assert place.width >= NEEDS[place.panel].width and place.height >= NEEDS[place.panel].height
    assert {place.panel for place in found.places} | set(found.absent) == {
        c.panel for r in parsed_rows(texts) for c in r.cells
    }


def test_shares_keep_their_limits_and_their_sum() -> None:
    assert shared(10, [1, 1, 1], [0, 0, 0]) == [3, 3, 4]
    assert shared(10, [1, 9], [4, 4]) == [4, 6]
    assert shared(30, [1, 1], [1, 1], {0: 5}) == [5, 25]
    assert shared(3, [1, 1], [2, 2]) == [2, 1]
    assert shared(9, [1], [2], {0: 4}) == [9], "somebody has the rest"
