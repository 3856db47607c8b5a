"""The line for the symbols of a comparison."""

from __future__ import annotations

from textual.app import App

from r2k_tui.ui.views.chart.comparison.prompt import ComparePrompt


async def run(text: str, wrong: str = "") -> tuple[object, list[tuple[str, ...]]]:
    """What the prompt returns for a text, and what it had checked."""
    app, checked, result = App[None](), list[tuple[str, ...]](), list[object]()

    async def check(symbols: tuple[str, ...]) -> str:
        checked.append(symbols)
        return wrong

    async with app.run_test() as pilot:
        await app.push_screen(ComparePrompt(text, check), result.append)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
    return (result[0] if result else "open"), checked


async def test_good_symbols_are_returned_after_the_check() -> None:
    assert await run("IWM SPY") == (("IWM", "SPY"), [("IWM", "SPY")])


async def test_refused_ones_keep_it_open() -> None:
    assert await run("IWM XYZ", "nobody has XYZ") == ("open", [("IWM", "XYZ")])
    assert await run("IWM") == ("open", [])


async def test_an_empty_line_changes_nothing() -> None:
    assert await run("  ") == (None, [])
