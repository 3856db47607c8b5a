"""A line that is checked before it closes: what it says, when it stays, and what it hands over."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input

from r2k_tui.ui.dialogs.prompts.checked_line import CheckedLine, InvalidInput
from r2k_tui.ui.widgets.plain_ascii import PlainText


class _Number(CheckedLine[int]):
    def read(self, text: str) -> int | InvalidInput:
        return int(text) if text.isdigit() else InvalidInput(f"{text} is no number")

    def preview(self, text: str) -> str:
        return f"so far {text}" if text else self.question


async def _even(number: int) -> str:
    return "" if number % 2 == 0 else f"{number} is odd"


async def _answered(*lines: str) -> tuple[list[int | None], list[str], list[bool]]:
    """What the line handed over, and what stood above it after each submission with whether it was an error."""
    app, answers, words, wrong = App[None](), list[int | None](), list[str](), list[bool]()
    async with app.run_test() as pilot:
        prompt = _Number("Which number?", _even, 20)
        await app.push_screen(prompt, answers.append)
        for line in lines:
            prompt.query_one(Input).value = line
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            if app.screen is not prompt:
                break
            text = prompt.query_one(PlainText)
            words.append(str(text.render()))
            wrong.append(text.has_class("-wrong"))
    return answers, words, wrong


async def test_a_line_stays_with_the_reason_until_the_answer_is_accepted() -> None:
    answers, words, wrong = await _answered("x", "3", "4")
    assert answers == [4]
    assert words == ["x is no number", "3 is odd"] and wrong == [True, True]


async def test_an_empty_line_is_no_answer() -> None:
    answers, words, _ = await _answered("  ")
    assert answers == [None] and words == []


async def test_typing_clears_a_refusal_and_shows_the_preview() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        prompt = _Number("Which number?", _even, 20)
        await app.push_screen(prompt)
        text = prompt.query_one(PlainText)
        assert str(text.render()) == "Which number?"
        await pilot.press("3", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert str(text.render()) == "3 is odd"
        await pilot.press("6")
        await pilot.pause()
        assert str(text.render()) == "so far 36" and not text.has_class("-wrong")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not prompt
