"""`Y`: what is copied in each view, and what is said of it."""

from __future__ import annotations

import base64
import re

import pytest
from textual.pilot import Pilot

from r2k_tui.ui.terminal import clipboard
from tests.ui.stage import Stage, on_stage, settled


class Written:
    """A driver's ear: the texts that were sent to the clipboard."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        driver = stage.app._driver
        assert driver is not None
        before = driver.write

        def write(data: str) -> None:
            found = re.findall(r"\x1b\]52;c;(.*?)\a", data)
            self.texts += [base64.b64decode(text).decode() for text in found]
            before(data)

        monkeypatch.setattr(driver, "write", write)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "VTE_VERSION", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


async def copied(stage: Stage, pilot: Pilot[None], written: Written, *keys: str) -> str:
    before = len(written.texts)
    await pilot.press(*keys)
    await settled(stage, pilot)
    working = [worker for worker in stage.app.workers if worker.group == "copy"]
    if working:
        await stage.app.workers.wait_for_complete(working)
    await pilot.pause()
    return written.texts[-1] if len(written.texts) > before else ""


def notices(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


async def test_the_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        row = await copied(stage, pilot, written, "Y", "Y")
        names, values = (line.split("\t") for line in row.split("\n"))
        quote = dict(zip(names, values, strict=True))
        assert (quote["symbol"], quote["price"], quote["currency"]) == ("IWM", "318.42", "USD")
        assert quote["source"] == "demo" and quote["time"] and quote["age_s"] and quote["simulated"] == "true"
        assert await copied(stage, pilot, written, "Y", "c") == "318.42"
        await pilot.press("s", "s", "s")
        assert re.fullmatch(r"[+-]\d+\.\d\d", await copied(stage, pilot, written, "Y", "c")), "the sorted column"
        listed = (await copied(stage, pilot, written, "Y", "p")).split("\n")
        assert len(listed) == 1 + len(stage.app.dashboard.table.rows)
        assert any(f"copied row IWM, {len(row)} characters; if nothing arrives" in text for text in notices(stage))


async def test_a_reading_is_asked_for_with_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await pilot.press("tab", "tab")
        names, values = (line.split("\t") for line in (await copied(stage, pilot, written, "Y", "r")).split("\n"))
        reading = dict(zip(names, values, strict=True))
        assert reading["symbol"] == "^RUT" and reading["source"] and reading["unit"]
        panel = await copied(stage, pilot, written, "Y", "p")
        assert "Momentum ^RUT" in panel and "SIMULATED, copied" in panel and "│" not in panel and "─" not in panel


async def test_a_bar_under_the_crosshair(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await pilot.press("2")
        await settled(stage, pilot)
        await pilot.press("x", "h")
        names, values = (line.split("\t") for line in (await copied(stage, pilot, written, "Y", "r")).split("\n"))
        bar = dict(zip(names, values, strict=True))
        assert bar["symbol"] == "IWM" and f"C {float(bar['close']):.2f}" in stage.screen_text()
        assert await copied(stage, pilot, written, "Y", "c") == f"{float(bar['close']):.2f}"


async def test_members_and_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await pilot.press("7")
        await settled(stage, pilot)
        assert (await copied(stage, pilot, written, "Y", "r")).split("\n")[1].startswith("M0000\t")
        assert (await copied(stage, pilot, written, "Y", "c")).endswith("%"), "the weight, by which rows are sorted"
        await pilot.press("9")
        await settled(stage, pilot)
        assert "Topics" in await copied(stage, pilot, written, "Y", "v")


async def test_a_view_without_a_row_says_what_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await pilot.press("6")
        await settled(stage, pilot)
        assert await copied(stage, pilot, written, "Y", "c") == ""
        assert notices(stage)[-1] == "no cell to copy here; p copies the panel, v the view"


async def test_nothing_is_sent_in_a_kiosk_nor_where_there_is_no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(kiosk=True)
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await pilot.press("Y", "c")
        assert notices(stage)[-1] == "no copying in kiosk mode" and not written.texts
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        monkeypatch.setenv("TERM", "linux")
        assert await copied(stage, pilot, written, "Y", "c") == ""
        assert notices(stage)[-1].startswith("not copied: the Linux console") and "e exports" in notices(stage)[-1]


@pytest.mark.parametrize(("takes", "sent"), [(True, 1), (False, 0), (None, 1)])
async def test_tmux(monkeypatch: pytest.MonkeyPatch, takes: bool | None, sent: int) -> None:
    kept: list[str] = []

    async def answer() -> bool:
        if takes is None:
            raise OSError("no server running")
        return takes

    async def keep(text: str) -> None:
        kept.append(text)

    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setattr(clipboard, "tmux_takes_codes", answer)
    monkeypatch.setattr(clipboard, "tmux_copy", keep)
    stage = Stage()
    async with on_stage(stage) as pilot:
        written = Written(stage, monkeypatch)
        await copied(stage, pilot, written, "Y", "c")
    assert (len(written.texts), kept) == (sent, ["318.42"] if takes is False else [])
    words = {True: "tmux takes it", False: "tmux has it in its buffer", None: "no server running"}[takes]
    assert words in notices(stage)[-1]
