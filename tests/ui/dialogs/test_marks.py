"""The window of notes and lines."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input

from r2k_tui.ui.dialogs.marks import MarkBook, MarkRow, MarksWindow
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import PlainText


class Kept:
    """A book that keeps what the window does; `wrong` is what its actions answer."""

    def __init__(self, *texts: str, wrong: str = "") -> None:
        self.texts = dict(enumerate(texts, 1))
        self.wrong, self.alerts = wrong, list[int]()

    def rows(self) -> list[MarkRow]:
        return [MarkRow(number, text, ((text, "text"),)) for number, text in self.texts.items()]

    async def save(self, text: str, number: int) -> str:
        if not self.wrong:
            self.texts[number or max(self.texts, default=0) + 1] = text
        return self.wrong

    async def remove(self, number: int) -> str:
        self.texts.pop(number)
        return ""

    async def alert(self, number: int) -> str:
        self.alerts.append(number)
        return ""

    @property
    def book(self) -> MarkBook:
        return MarkBook("Notes on IWM", "Note?", "", self.rows, self.save, self.remove, self.alert)


async def pressed(kept: Kept, *keys: str) -> tuple[bool, str, str]:
    """Whether the window is open after these keys, its words, and the text of its line."""
    app = App[None]()
    async with app.run_test() as pilot:
        window = MarksWindow(kept.book)
        await app.push_screen(window)
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        if app.screen is not window:
            return False, "", ""
        return True, str(window.query_one(PlainText).render()), window.query_one(Input).value


async def test_what_is_typed_is_added_and_the_line_is_empty_again() -> None:
    kept = Kept()
    open_, words, line = await pressed(kept, *"abc", "enter")
    assert (open_, kept.texts, line) == (True, {1: "abc"}, "")
    assert words.startswith("Note?")


async def test_an_empty_line_edits_the_selected_one() -> None:
    kept = Kept("one", "two")
    open_, words, line = await pressed(kept, "down", "enter")
    assert (open_, line) == (True, "two")
    assert "Enter saves the change" in words
    await pressed(kept, "down", "enter", *"!!", "enter")
    assert kept.texts == {1: "one", 2: "two!!"}


async def test_esc_leaves_the_change_first() -> None:
    kept = Kept("one")
    assert (await pressed(kept, "enter", "escape"))[::2] == (True, "")
    assert not (await pressed(kept, "enter", "escape", "escape"))[0]
    assert kept.texts == {1: "one"}


async def test_the_selected_one_is_removed_and_made_an_alert() -> None:
    kept = Kept("one", "two")
    await pressed(kept, "down", "ctrl+a", "ctrl+d")
    assert (kept.alerts, kept.texts) == ([2], {1: "one"})


async def test_an_alert_is_of_the_line_just_added() -> None:
    kept = Kept("high")
    await pressed(kept, *"low", "enter", "ctrl+a")
    assert kept.alerts == [2]


async def test_a_mark_that_arrives_does_not_move_the_selection() -> None:
    kept = Kept("one", "two")
    app = App[None]()
    async with app.run_test() as pilot:
        window = MarksWindow(kept.book)
        await app.push_screen(window)
        await pilot.press("down")
        kept.texts = {7: "of another monitor", **kept.texts}
        window.show_rows()
        await pilot.press("ctrl+d")
        await app.workers.wait_for_complete()
    assert list(kept.texts.values()) == ["of another monitor", "one"]


async def test_a_typed_price_replaces_the_first_one() -> None:
    kept = Kept()
    app = App[None]()
    async with app.run_test() as pilot:
        window = MarksWindow(kept.book._replace(first="297.67"))
        await app.push_screen(window)
        await pilot.press(*"250", "enter")
        await app.workers.wait_for_complete()
    assert kept.texts == {1: "250"}


async def test_a_refusal_stays_on_the_screen_with_what_was_typed() -> None:
    kept = Kept(wrong="at most 280 characters")
    assert await pressed(kept, *"abc", "enter") == (True, "at most 280 characters", "abc")


async def test_nothing_to_edit_closes() -> None:
    assert not (await pressed(Kept(), "enter"))[0]


async def test_a_click_and_the_wheel_select() -> None:
    kept = Kept(*"abcdefghijklmnop")
    app = App[None]()
    async with app.run_test() as pilot:
        window = MarksWindow(kept.book)
        await app.push_screen(window)
        await pilot.pause()
        marks = window.query_one("#marks", LineWidget)
        await pilot.click(offset=(5, marks.region.y + 3))
        await pilot.press("enter")
        assert window.query_one(Input).value == "c"
        await pilot.click(offset=(5, marks.region.y))
        marks.wheeled(-3, 5, 1)
        await pilot.press("ctrl+d")
        await app.workers.wait_for_complete()
        assert "b" not in kept.texts.values() and len(kept.texts) == 15
