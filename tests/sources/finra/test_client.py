"""The client of FINRA against a server on this machine: weekends walked back over, and every way to fail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest

from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.sources.base import BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.finra.client import FinraClient, weekdays_back
from tests.fakes.finra_server import PAGE, FinraServer, path_of, short

# A Friday in September; the month before ended on a Sunday.
NOW = 1_757_700_000.0
NOMINAL, DUE = date(2025, 8, 31), date(2025, 9, 12)


@asynccontextmanager
async def client(finra: FinraServer, deadline_s: float = 10.0) -> AsyncIterator[FinraClient]:
    made = FinraClient(FinraSettings(finra.url, deadline_s), lambda: NOW)
    try:
        yield made
    finally:
        await made.close()


def test_weekdays_back() -> None:
    assert weekdays_back(NOMINAL) == (date(2025, 8, 29), date(2025, 8, 28), date(2025, 8, 27))
    assert weekdays_back(date(2025, 9, 15)) == (date(2025, 9, 15), date(2025, 9, 12), date(2025, 9, 11))


async def test_a_settlement_with_its_days() -> None:
    with FinraServer() as finra:
        finra.put("2025-08-29", short("AAA", 10, previous=8), modified="Wed, 10 Sep 2025 22:00:00 GMT")
        async with client(finra) as made:
            found = await made.settlement(NOMINAL, DUE)
    assert (found.day, found.due, found.appeared, found.retrieved) == (
        *("2025-08-29", "2025-09-12"),
        *("2025-09-10", "2025-09-12"),
    )
    assert found.known_on == "2025-09-10" and found.sound and found.names()[0] == "AAA"
    assert found.retrieved_at == NOW and found.source == "FINRA" and not found.simulated
    assert finra.asked == [path_of("2025-08-29")]
    assert finra.headers[0]["user-agent"].startswith("R2K")


async def test_a_holiday_is_walked_back_over() -> None:
    with FinraServer() as finra:
        finra.put("2025-08-27")
        async with client(finra) as made:
            found = await made.settlement(NOMINAL, DUE)
        assert found.day == "2025-08-27"
        assert finra.days() == ["2025-08-29", "2025-08-28", "2025-08-27"]


@pytest.mark.parametrize("status", [403, 404])
async def test_a_day_without_a_file(status: int) -> None:
    with FinraServer() as finra:
        finra.answer("/", b"", status)
        async with client(finra) as made:
            with pytest.raises(NotFound, match=r"no file of the settlement of 2025-08-31"):
                await made.settlement(NOMINAL, DUE)
        assert len(finra.asked) == 3


@pytest.mark.parametrize("modified", ["", "nonsense", "Mon, 06 Oct 2025 10:00:00 GMT", "Fri, 29 Aug 2025 10:00:00 GMT"])
async def test_a_date_that_cannot_be_that_of_publication_counts_for_nothing(modified: str) -> None:
    with FinraServer() as finra:
        finra.put("2025-08-29", modified=modified)
        async with client(finra) as made:
            found = await made.settlement(NOMINAL, DUE)
    assert found.appeared == "" and found.known_on == "2025-09-12"


@pytest.mark.parametrize(
    ("body", "status", "kind", "words"),
    [
        (PAGE, 200, BadData, "a page instead of data: “Scheduled downtime”"),
        (b"symbolCode|shares\n", 200, BadData, "another header"),
        (b"", 500, Unavailable, "server error"),
        (b"", 429, RateLimited, "refuses more requests"),
        (b"a" * 16_000_001, 200, BadData, "longer than 16.0 MB"),
    ],
)
async def test_what_it_refuses(body: bytes, status: int, kind: type[SourceError], words: str) -> None:
    with FinraServer() as finra:
        finra.answer(path_of("2025-08-29"), body, status)
        async with client(finra) as made:
            with pytest.raises(kind, match=words):
                await made.settlement(NOMINAL, DUE)


async def test_a_server_that_never_answers() -> None:
    with FinraServer() as finra:
        finra.answer(path_of("2025-08-29"), hang=True)
        async with client(finra, deadline_s=0.3) as made:
            with pytest.raises(Unavailable, match=r"did not answer within 0.3 s"):
                await made.settlement(NOMINAL, DUE)


async def test_a_redirect_to_another_host_is_not_followed() -> None:
    with FinraServer() as finra:
        finra.answer(path_of("2025-08-29"), status=302, Location="https://other.example/file")
        async with client(finra) as made:
            with pytest.raises(BadData, match=r"other.example, which is not one of its hosts"):
                await made.settlement(NOMINAL, DUE)
