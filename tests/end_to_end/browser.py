"""A headless Chromium of one's own, driven through its debugging socket."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte
from websockets.asyncio.client import ClientConnection, connect

from tests.fakes.broker import free_port

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_STARTS_S = 30.0


class Browser:
    """The program; `close` ends it and all it has started."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None
        self._port = free_port()
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"]
        options += [f"--remote-debugging-port={self._port}", f"--user-data-dir={folder}", "--window-size=1400,900"]
        quiet = subprocess.DEVNULL
        self._program = subprocess.Popen([PROGRAM, *options, "about:blank"], stdout=quiet, stderr=quiet)

    async def open(self, address: str) -> Page:
        """A page that shows `address`."""
        deadline = asyncio.get_running_loop().time() + _STARTS_S
        while True:
            try:
                target = await asyncio.to_thread(self._new_target)
                break
            except OSError:
                assert asyncio.get_running_loop().time() < deadline, "the browser does not start"
                await asyncio.sleep(0.1)
        socket = await connect(target["webSocketDebuggerUrl"], max_size=2**24)
        page = Page(socket)
        await page.do("Network.enable")
        await page.do("Page.enable")
        await page.do("Page.navigate", url=address)
        return page

    def _new_target(self) -> dict[str, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(request, timeout=2.0) as answer:
            found: dict[str, str] = json.load(answer)
            return found

    def close(self) -> None:
        """End it."""
        self._program.terminate()
        try:
            self._program.wait(10)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()


class Page:
    """One page: what it was sent as a terminal shows it, what it looks like, and its keyboard."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._ids = socket, itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._screen = pyte.Screen(250, 100)
        self._stream = pyte.ByteStream(self._screen)
        # As the page last told it.
        self.rows = 0
        self._listening = asyncio.create_task(self._listen())

    @property
    def text(self) -> str:
        """What came over the page's own socket, as a terminal shows it."""
        return "\n".join(self._screen.display)

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the debugging protocol."""
        number = next(self._ids)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        return await asyncio.wait_for(self._answers[number], _STARTS_S)

    async def make(self, width: int, height: int) -> None:
        """Make the window another size, in pixels."""
        await self.do(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def picture(self) -> bytes:
        """The page as a PNG."""
        found = await self.do("Page.captureScreenshot", format="png")
        return base64.b64decode(found["data"])

    async def click(self, x: int, y: int) -> None:
        """Click at a place of the page, which takes the keyboard from then on."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def press(self, key: str) -> None:
        """Type one character."""
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=key, key=key, unmodifiedText=key)
        await self.do("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def wait(self, test: Callable[[str], bool], what: str, within: float = _STARTS_S) -> None:
        """Wait until the text passes a test."""
        deadline = asyncio.get_running_loop().time() + within
        while not test(self.text):
            assert asyncio.get_running_loop().time() < deadline, f"no {what}:\n{self.text}"
            await asyncio.sleep(0.1)

    async def close(self) -> None:
        """Close the page, as a person does."""
        await self.do("Page.close")
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self._socket.close()

    async def _listen(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            if (waiting := self._answers.pop(message.get("id", 0), None)) is not None:
                waiting.set_result(message.get("result", {}))
            elif message.get("method") == "Network.webSocketFrameReceived":
                frame = message["params"]["response"]
                if frame["opcode"] == 2:
                    self._stream.feed(base64.b64decode(frame["payloadData"]))
            elif message.get("method") == "Network.webSocketFrameSent":
                self._sent(message["params"]["response"]["payloadData"])

    def _sent(self, text: str) -> None:
        kind, *told = json.loads(text)
        if kind == "resize":
            self.rows = told[0]["height"]
            self._screen.resize(self.rows, told[0]["width"])
