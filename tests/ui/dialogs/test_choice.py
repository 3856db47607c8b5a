"""A choice by key, by Enter and by a click; as many on a line as fit."""

from __future__ import annotations

import pytest
from textual.app import App

from r2k_tui.ui.dialogs.choice import ChoiceList, ChoiceScreen

CHOICES = (("c", "cell", "the cell"), ("r", "row", "the row"), ("full_stop", "dot", "the dot"))


async def chosen(*keys: str, click: tuple[int, int] | None = None, width: int = 80) -> str | None:
    results: list[str | None] = []
    app = App[None]()
    async with app.run_test(size=(width, 12)) as pilot:
        await app.push_screen(ChoiceScreen("Copy", CHOICES, "row", ("Y",)), results.append)
        await pilot.press(*keys)
        if click is not None:
            await pilot.pause()
            await pilot.click("#choice-list", offset=click)
        await pilot.pause()
        return results[0] if results else "open"


@pytest.mark.parametrize(
    ("key", "result"), [("c", "cell"), ("enter", "row"), ("Y", "row"), ("full_stop", "dot"), ("q", None), ("z", "open")]
)
async def test_by_key(key: str, result: str | None) -> None:
    assert await chosen(key) == result


@pytest.mark.parametrize(
    ("width", "place", "result"),
    [(80, (1, 0), "cell"), (80, (16, 0), "row"), (80, (12, 0), "open"), (20, (1, 1), "row"), (20, (1, 2), "dot")],
)
async def test_by_a_click_at_any_width(width: int, place: tuple[int, int], result: str) -> None:
    assert await chosen(click=place, width=width) == result


def test_keys_are_written_as_on_the_keyboard() -> None:
    lines = ChoiceList(CHOICES).arranged(78)
    assert ["".join(text for text, _ in line) for line in lines] == ["c  the cell   r  the row   .  the dot"]
