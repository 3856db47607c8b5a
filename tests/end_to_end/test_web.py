"""The monitor in a real browser, where there is one; and who may not see it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.end_to_end.browser import PROGRAM, Browser
from tests.end_to_end.conftest import ROOT
from tests.fakes.broker import free_port
from tests.pty.processes import Process, processes_of

pytestmark = pytest.mark.slow
_SOON_S, _LOOKS = 20.0, 10


class Web:
    """`r2k web` with a simulated market."""

    def __init__(self, home: Path, *more: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "r2k_tui", "web", "--demo", "--port", str(self.port), *more]
        environment = {**os.environ, "HOME": str(home)}
        self.program = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, start_new_session=True
        )
        assert self.program.stderr is not None
        self.said = self.program.stderr.readline().decode()
        self.root = f"http://127.0.0.1:{self.port}"
        self.url = self.said.split()[1]
        self._wait_for_port()

    def _wait_for_port(self) -> None:
        """It says where it is a moment before it is there."""
        deadline = time.monotonic() + _SOON_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.02)

    def others(self) -> list[Process]:
        """Everything that it has started and that still runs."""
        return [process for process in processes_of(self.program.pid) if process.pid != self.program.pid]


@pytest.fixture
def web(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Web]:
    served = Web(tmp_path, *getattr(request, "param", ()))
    yield served
    for process in served.others():
        os.kill(process.pid, signal.SIGKILL)
    served.program.kill()
    served.program.communicate()


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    if PROGRAM is None:
        pytest.skip("there is no chromium on the PATH: the monitor was not looked at in a browser")
    program = Browser(tmp_path / "profile")
    yield program
    program.close()


async def nobody_left(web: Web) -> None:
    deadline = time.monotonic() + _SOON_S
    while left := web.others():
        assert time.monotonic() < deadline, f"still there: {left}"
        await asyncio.sleep(0.1)


@pytest.mark.slow(seconds=10)
async def test_numbers_keys_and_the_end_of_a_page(web: Web, browser: Browser) -> None:
    assert web.said == f"r2k: {web.url}  (Ctrl+C stops it)\n"
    assert web.url.startswith(f"{web.root}/?token=")
    page = await browser.open(web.url)
    await page.wait(lambda text: "SIMULATED" in text and "LIVE" in text and "IWM" in text, "market")
    picture = await page.picture()
    assert len(picture) > 30_000, "a page full of figures, not an empty one"
    # Without a click: the keys are the monitor's at once.
    await page.press("4")
    await page.wait(lambda text: "Small caps" not in text and "VaR" in text, "view of risk")
    assert web.others()
    await page.close()
    await nobody_left(web)


async def test_term_ends_the_server_and_its_pages(web: Web, browser: Browser) -> None:
    page = await browser.open(web.url)
    await page.wait(lambda text: "SIMULATED" in text, "market")
    seen = web.others()
    assert seen
    web.program.terminate()
    assert await asyncio.to_thread(web.program.wait, _SOON_S) == 0
    deadline = time.monotonic() + _SOON_S
    while left := [process for process in seen if process.alive()]:
        assert time.monotonic() < deadline, f"still there: {left}"
        await asyncio.sleep(0.1)
    await page.close()


@pytest.mark.slow(seconds=10)
async def test_the_last_row_is_the_only_footer_at_three_sizes(web: Web, browser: Browser) -> None:
    page = await browser.open(web.url)
    await page.wait(lambda text: "LIVE" in text, "market")
    heights = set()
    for width, height in ((1400, 900), (900, 500), (1900, 1100)):
        await page.make(width, height)

        def fits(text: str) -> bool:
            rows = text.splitlines()
            feet = [n for n, row in enumerate(rows) if "? help" in row or "q quit" in row]
            return feet == [len(rows) - 1] and page.rows == len(rows)

        # Nothing undoes it after the size has settled, for which a busy machine takes its time.
        for _ in range(_LOOKS):
            await page.wait(lambda text, most=height: page.rows <= most / 12 and fits(text), "footer in the last row")
            await asyncio.sleep(0.6)
            if fits(page.text):
                break
        else:
            raise AssertionError(f"the footer does not stay in the last row:\n{page.text}")
        heights.add(page.rows)
    assert len(heights) == 3
    assert 24 not in heights
    await page.close()


async def test_a_page_without_bounds_is_bounded_and_gone_within_three_seconds(web: Web) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(web.url) as own:
            assert own.status == 200
        size = "width=100000&height=100000"
        async with session.ws_connect(f"{web.root}/ws?{size}", origin=web.root, max_msg_size=0) as page:
            await page.send_json(["resize", {"width": 100_000, "height": 100_000}])
            await page.send_json(["resize", {"width": 1e308, "height": "many"}])
            await page.send_str("[" * 1000)
            await page.send_json(["stdin", "\ud800"])
            seen = b""
            while b"500 x 200" not in seen:
                seen += (await page.receive(timeout=_SOON_S)).data
            assert max(process.rss_mb() for process in web.others()) < 600
            for process in web.others():
                os.kill(process.pid, signal.SIGSTOP)
        ended = time.monotonic() + 3.0 + 1.0
        while left := web.others():
            assert time.monotonic() < ended, f"still there: {left}"
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("web", [("--pages", "2")], indirect=True)
async def test_no_more_pages_than_allowed_and_a_closed_one_makes_room(web: Web) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(web.url) as own:
            assert own.status == 200

        async def page() -> aiohttp.ClientWebSocketResponse:
            opened = await session.ws_connect(f"{web.root}/ws", origin=web.root, max_msg_size=0)
            await opened.receive(timeout=_SOON_S)
            return opened

        first, second = await page(), await page()
        address, headers = f"{web.root}/ws", {"Origin": web.root}
        async with session.get(address, headers=headers) as third:
            assert third.status == 503
            assert await third.text() == "2 pages open, the maximum: close one, or raise --pages\n"
        await first.close()
        fourth = await page()
        for one in (second, fourth):
            await one.close()
    await nobody_left(web)


async def test_another_page_gets_nothing(web: Web) -> None:
    """Neither a site that speaks with loopback behind a person's back, nor a name that was pointed at it, nor
    somebody without the token."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        for address in (web.root, f"{web.root}/?token=wrong", f"{web.root}/static/js/textual.js"):
            async with session.get(address) as without:
                assert without.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{web.root}/ws", origin=web.root)
        async with session.get(web.url) as own:
            assert own.status == 200
            assert "frame-ancestors 'none'" in own.headers["Content-Security-Policy"]
        async with session.get(web.root) as again:
            assert again.status == 200, "by the cookie"
        async with session.get(web.url, headers={"Host": "evil.example"}) as renamed:
            assert renamed.status == 403
        for origin in ("https://evil.example", "null", None):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"{web.root}/ws", origin=origin)
    assert not web.others()


def test_beyond_this_machine_only_by_a_word_that_names_the_risk() -> None:
    command = [sys.executable, "-m", "r2k_tui", "web", "--demo", "--host", "0.0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "--anyone-on-the-network-may-use-it" in done.stderr
    assert "unencrypted" in done.stderr
