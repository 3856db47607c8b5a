"""The client against a server on this machine: whole files, and every way in which it fails."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest

from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.sources.base import AuthFailed, BadData, FactorSource, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.french.client import FrenchClient
from tests.fakes.french_server import PAGE, STEMS, FrenchServer, archive_of, packed, path_of, text_of

NOW = 1_760_000_000.0  # 2025-10-09


@asynccontextmanager
async def client(endpoint: str, deadline_s: float = 10.0) -> AsyncIterator[FrenchClient]:
    made = FrenchClient(FrenchSettings(endpoint=endpoint, deadline_s=deadline_s), lambda: NOW)
    yield made
    await made.close()


async def failure(name: str, body: bytes = b"", status: int = 200, **more: str) -> SourceError:
    with FrenchServer() as french:
        french.answer(path_of(name), body, status, **more)
        async with client(french.url) as made:
            with pytest.raises(SourceError) as told:
                await made.factor_table(name)
    return told.value


async def test_each_file_is_one_request_by_a_client_that_says_who_it_is() -> None:
    with FrenchServer() as french:
        async with client(french.url) as made:
            assert isinstance(made, FactorSource) and made.why_off == ""
            for name in STEMS:
                table = await made.factor_table(name)
                assert (table.name, len(table), table.vintage, table.fetched_at) == (name, 48, "202508", NOW)
                assert table.source == "Kenneth French's data library"
            assert made.requests == 3
        assert french.asked == [path_of(name) for name in STEMS]
        assert french.headers[0]["user-agent"].startswith("R2K") and "sec-ch-ua" not in french.headers[0]


async def test_an_archive_that_happens_to_contain_a_page_is_no_page() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("read.me", PAGE)
        archive.writestr("a.csv", text_of("mom").encode("latin-1"))
    with FrenchServer() as french:
        french.answer(path_of("mom"), made.getvalue())
        async with client(french.url) as made_client:
            assert len(await made_client.factor_table("mom")) == 48


def test_it_says_when_the_settings_turn_it_off() -> None:
    assert "enabled is false under [french]" in FrenchClient(FrenchSettings(enabled=False)).why_off


@pytest.mark.parametrize(
    ("body", "status", "kind", "words"),
    [
        (PAGE, 200, BadData, "Kenneth French's server answered with a page instead of data\u201c: \u201cMoved\u201d"),
        (b"", 404, NotFound, "Kenneth French's server has nothing at this address (404)"),
        (b"", 403, AuthFailed, "denies access (403)"),
        (b"", 500, Unavailable, "has a server error (500)"),
        (b"slower", 429, RateLimited, "refuses more requests"),
        (b"", 200, BadData, "F-F_Momentum_Factor_CSV.zip is empty"),
        (archive_of("mom")[:200], 200, BadData, "is no complete archive: it is damaged or cut off"),
        (packed({"mom.csv": bytes(9_000_000)}), 200, BadData, "unpacks to more than 8 MB"),
        (b"PK" + bytes(2_000_000), 200, BadData, "response is longer than 2.0 MB"),
        (archive_of("ff3"), 200, BadData, "F-F_Momentum_Factor.csv line 4: no column Mom"),
        (archive_of("mom", text_of("mom", annual=False)[:-60]), 200, BadData, "cut off"),
        (archive_of("mom", PAGE.decode()), 200, BadData, "is a web page or no text"),
        (text_of("mom").encode("latin-1"), 200, BadData, "is no complete archive"),
    ],
)
async def test_failures_are_typed_and_plain(body: bytes, status: int, kind: type[SourceError], words: str) -> None:
    error = await failure("mom", body, status)
    assert type(error) is kind and words.replace("data\u201c: ", "data: ") in str(error)


async def test_a_redirect_elsewhere_is_not_followed() -> None:
    error = await failure("mom", status=302, Location="https://other.example/file")
    assert "redirected the request to other.example, which is not one of its hosts" in str(error)


async def test_a_month_that_is_not_over_by_the_clock_is_refused() -> None:
    with FrenchServer() as french:
        french.put("ff3", last=202510)
        async with client(french.url) as made:
            with pytest.raises(BadData, match=r"202510 is not over yet, by a clock that shows 2025-10-09"):
                await made.factor_table("ff3")


async def test_a_server_that_hangs_and_one_that_is_not_there() -> None:
    with FrenchServer() as french:
        french.answer(path_of("ff3"), hang=True)
        async with client(french.url, deadline_s=0.3) as made:
            with pytest.raises(Unavailable, match=r"Kenneth French's server did not answer within 0.3 s"):
                await made.factor_table("ff3")
        gone = french.url
    async with client(gone) as made:
        with pytest.raises(Unavailable, match="No connection to Kenneth French's server"):
            await made.factor_table("ff3")
