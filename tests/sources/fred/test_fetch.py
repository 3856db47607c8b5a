"""FRED over HTTP: what is new is asked for, what is known stays, each failure has a kind of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from r2k_tui.config.sections.thesis import Fred
from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries, SeriesFacts, pack_series
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.errors import HeaderChanged, NotCsv, OtherVintage, SeriesTruncated, Withdrawn
from r2k_tui.sources.fred.fetch import fetch_series, fetch_vintage
from tests.fakes.fred_server import FredServer, Row

NOW = 1758211200.0  # 2025-09-18
DFF, GDP = SERIES_BY_ID["DFF"], SERIES_BY_ID["A191RL1Q225SBEA"]


def rows(first: str, values: list[str], step: int = 1) -> list[Row]:
    """One value every `step` days."""
    start = date.fromisoformat(first)
    return [(str(start + timedelta(days=step * place)), value) for place, value in enumerate(values)]


@pytest.fixture
def fred() -> Iterator[FredServer]:
    with FredServer() as server:
        yield server


def settings(fred: FredServer, **changes: float) -> Fred:
    return Fred(endpoint=fred.endpoint, **{"deadline_s": 5.0, **changes})


async def fetched(
    fred: FredServer, known: MacroSeries | None = None, facts: SeriesFacts = DFF, **changes: float
) -> MacroSeries:
    return await asked(settings(fred, **changes), known, facts)


async def asked(settings: Fred, known: MacroSeries | None = None, facts: SeriesFacts = DFF) -> MacroSeries:
    client = FredClient(settings)
    try:
        return await fetch_series(client, facts, known, NOW)
    finally:
        await client.close()


async def test_a_whole_series_with_days_that_have_no_value(fred: FredServer) -> None:
    fred.put("DFF", rows("1954-07-01", ["1.13", ".", "", "-0.05"]))
    found = await fetched(fred)
    assert list(found.numbers()) == [1.13, -0.05]
    assert [date(1970, 1, 1) + timedelta(days=day) for day in found.dates()] == [date(1954, 7, 1), date(1954, 7, 4)]
    assert (found.origin, found.retrieved_at, found.note) == ("FRED", NOW, "")
    assert fred.asked == [{"id": "DFF", "cosd": "1954-01-01"}], "a first day, or some series come cut short"
    assert fred.agents == ["r2k"], "a short agent: others are never answered"


async def test_only_what_may_be_new_is_asked_for_and_a_revision_wins(fred: FredServer) -> None:
    fred.put("DFF", rows("1954-07-01", ["1.0"] * 100))
    known = await fetched(fred)
    fred.put("DFF", rows("1954-07-01", ["9.9"] * 60 + ["2.0"] * 45))
    found = await fetched(fred, known)
    assert fred.asked[1]["cosd"] == "1954-09-08"
    # The first 69 days lie before what is asked for again, and stay as they were.
    assert list(found.numbers()) == [1.0] * 69 + [2.0] * 36


async def test_nothing_new_is_no_failure(fred: FredServer) -> None:
    known = pack_series("DFF", [20000], [4.3], "FRED", 1.0)
    fred.put("DFF", [])
    found = await fetched(fred, known)
    assert list(found.numbers()) == [4.3]
    assert found.retrieved_at == NOW


async def test_a_series_of_decades_that_comes_cut_to_three_years_says_so(fred: FredServer) -> None:
    fred.put("DFF", rows("2022-09-18", ["4.0"] * 30))
    assert "cut short by the service: begins 2022-09-18, not 1954" in (await fetched(fred)).note


async def test_what_the_store_has_outlives_a_service_that_is_cut_short(fred: FredServer) -> None:
    known = pack_series("DFF", [1000, 1001, 1002], [5.0, 5.1, 5.2], "FRED", 1.0)
    fred.put("DFF", rows("2022-09-18", ["4.0"] * 3))
    found = await fetched(fred, known)
    assert list(found.numbers()) == [5.0, 5.1, 5.2, 4.0, 4.0, 4.0]
    assert "days are missing before 2022-09-18" in found.note


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, Withdrawn), (400, Withdrawn), (403, AuthFailed), (429, RateLimited), (500, Unavailable), (503, Unavailable)],
)
async def test_refusals(fred: FredServer, status: int, kind: type[SourceError]) -> None:
    fred.fail("DFF", status, Retry_After="60")
    with pytest.raises(kind):
        await fetched(fred)


async def test_a_pause_that_is_asked_for_says_until_when(fred: FredServer) -> None:
    fred.fail("DFF", 429, Retry_After="600")
    with pytest.raises(RateLimited) as error:
        await fetched(fred)
    assert error.value.retry_at is not None


async def test_the_old_name_of_the_header_is_known_too(fred: FredServer) -> None:
    fred.header = "DATE"
    fred.put("DFF", rows("1954-07-01", ["1.0"]))
    assert list((await fetched(fred)).numbers()) == [1.0]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html><title>FRED: no such series</title></html>", BadData),
        (b"PK\x03\x04\x14\x00\x00\x00 daily.csv quarterly.csv", NotCsv),
        (b"", NotCsv),
        (b"\x89PNG\x00\x00", NotCsv),
        (b"day,DFF\n2025-01-02,4.3\n", HeaderChanged),
        (b"observation_date,EFFR\n2025-01-02,4.3\n", HeaderChanged),
        (b"observation_date,DFF\n2025-01-02,4.3\n2025-01-03,4.", SeriesTruncated),
    ],
)
async def test_answers_that_are_none(fred: FredServer, body: bytes, kind: type[SourceError]) -> None:
    fred.answer("DFF", body)
    with pytest.raises(kind):
        await fetched(fred)


async def test_a_body_that_ends_early(fred: FredServer) -> None:
    body = b"observation_date,DFF\n2025-01-02,4.3\n"
    fred.answer("DFF", body, promised=len(body) + 20)
    with pytest.raises(BadData, match="corrupt"):
        await fetched(fred)


async def test_a_body_without_end(fred: FredServer) -> None:
    fred.answer("DFF", b"observation_date,DFF\n" + b"2025-01-02,4.3\n" * 2000)
    with pytest.raises(BadData, match="longer than"):
        await fetched(fred, max_mb=0.01)


async def test_a_service_that_says_nothing_is_asked_once_more(fred: FredServer) -> None:
    fred.stall("DFF")
    with pytest.raises(Unavailable):
        await fetched(fred, deadline_s=0.2)
    assert len(fred.asked) == 2


async def test_a_service_that_says_that_it_is_broken_is_not(fred: FredServer) -> None:
    fred.fail("DFF", 503)
    with pytest.raises(Unavailable, match="503"):
        await fetched(fred)
    assert len(fred.asked) == 1


async def test_no_service_at_all() -> None:
    with pytest.raises(Unavailable):
        await asked(Fred(endpoint="http://127.0.0.1:9/x", deadline_s=2.0))


async def test_a_quarter_is_asked_for_again_for_years_it_is_revised(fred: FredServer) -> None:
    known = pack_series(GDP.id, [20000], [2.0], "FRED", 1.0)
    fred.put(GDP.id, rows("2024-10-01", ["2.4"]))
    await fetched(fred, known, GDP)
    assert fred.asked[0]["cosd"] == str(date(1970, 1, 1) + timedelta(days=20000 - 1200))


DAY = date(2024, 2, 1)


async def vintage(fred: FredServer, **changes: float) -> MacroSeries:
    client = FredClient(settings(fred, **changes))
    try:
        return await fetch_vintage(client, GDP, DAY, NOW)
    finally:
        await client.close()


async def test_a_series_as_it_stood_on_a_day(fred: FredServer) -> None:
    fred.vintage(GDP.id, "2024-02-01", [("2023-07-01", "4.9"), ("2023-10-01", "3.3")])
    found = await vintage(fred)
    assert list(found.numbers()) == [4.9, 3.3]
    assert (found.vintage, found.origin) == ("2024-02-01", "ALFRED as of 2024-02-01")
    assert fred.asked == [], "the present values are not asked for"
    (query,) = fred.asked_vintages
    assert query == {"id": GDP.id, "cosd": "1947-01-01", "coed": "2024-02-01", "vintage_date": "2024-02-01"}


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (f"{GDP.id}_20240301", "requested the vintage of 2024-02-01, got 2024-03-01"),
        (GDP.id, "requested the vintage of 2024-02-01, got the present values"),
    ],
)
async def test_another_vintage_than_the_one_asked_for_is_refused(fred: FredServer, column: str, words: str) -> None:
    fred.vintage(GDP.id, "2024-02-01", [("2023-10-01", "3.4")])
    fred.named[GDP.id] = column
    with pytest.raises(OtherVintage, match=words):
        await vintage(fred)


async def test_a_vintage_that_holds_the_future_is_refused(fred: FredServer) -> None:
    fred.vintage(GDP.id, "2024-02-01", [("2023-10-01", "3.3"), ("2024-04-01", "2.8")])
    with pytest.raises(BadData, match="ends on 2024-04-01, which was still to come"):
        await vintage(fred)


async def test_no_vintages_where_the_endpoint_has_no_twin() -> None:
    client = FredClient(Fred(endpoint="http://127.0.0.1:9/mirror.csv", deadline_s=2.0))
    try:
        with pytest.raises(NotFound, match="twin with vintages"):
            await fetch_vintage(client, GDP, DAY, NOW)
    finally:
        await client.close()
