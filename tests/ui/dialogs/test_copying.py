"""A window copies what it shows with the key of the views, also where that key is another one."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from r2k_tui.ui.dialogs.copying import CopyingWindow, CopyRequest
from r2k_tui.ui.drawing.copied import Copied


class Window(CopyingWindow[None]):
    contents: Copied | None = None

    def compose(self) -> ComposeResult:
        yield Static("x")

    def copied(self) -> Copied | None:
        return self.contents


class Stage(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.copies: list[str] = []

    def on_copy_request(self, message: CopyRequest) -> None:
        self.copies.append(message.copied.text)


async def test_the_contents_are_sent_to_the_app() -> None:
    app, window = Stage(), Window()
    async with app.run_test() as pilot:
        await app.push_screen(window)
        await pilot.press("Y")
        assert app.copies == [] and [note.message for note in app._notifications] == ["nothing to copy yet"]
        window.contents = Copied("x", "the text")
        await pilot.press("Y")
        assert app.copies == ["the text"]


async def test_the_key_of_the_user() -> None:
    app, window = Stage(), Window()
    window.contents = Copied("x", "the text")
    async with app.run_test() as pilot:
        app.set_keymap({"copy": "f9"})
        await app.push_screen(window)
        await pilot.press("Y")
        assert app.copies == []
        await pilot.press("f9")
        assert app.copies == ["the text"]
