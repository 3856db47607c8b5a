"""Every series at days drawn by lot: nothing is known that was published later, by rules and tables of others."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from pandas.tseries.holiday import USFederalHolidayCalendar
from pandas.tseries.offsets import CustomBusinessDay

from r2k_tui.engine.macro.figure_series import MacroInputs
from r2k_tui.engine.macro.figures import figures_of
from r2k_tui.model.macro.figures import MacroFigure
from r2k_tui.model.macro.series import GROWTH, NOWCAST, SERIES, SERIES_BY_ID, MacroSeries, known_on, pack_series
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from tests.analytics.synthetic import REAL
from tests.cases import cases

EPOCH = date(1970, 1, 1)
FRED = REAL.parent / "fred"
LAST = date(2026, 8, 20)
BANK_DAY = CustomBusinessDay(calendar=USFederalHolidayCalendar())
_LOT = Random(16)
DAYS = [date(1992, 2, 1) + timedelta(days=_LOT.randrange((LAST - date(1992, 2, 1)).days)) for _ in range(30)]
# Of the last years, where shutdowns are, and days around releases.
DAYS += [date(2018, 10, 1) + timedelta(days=_LOT.randrange((LAST - date(2018, 10, 1)).days)) for _ in range(30)]
DAYS += [date(2025, 9, day) for day in (1, 2, 17, 18, 24, 25)] + [date(2019, 2, 27), date(2025, 11, 14)]
WALKED = pytest.mark.parametrize("day", sorted(DAYS), ids=str)


def earliest(id: str, observed: date) -> date:
    """The first day on which an observation can have been given out: not of the program under test."""
    months = SERIES_BY_ID[id].months
    over = (pd.Timestamp(observed) + pd.DateOffset(months=months)).date() - timedelta(days=1) if months else observed
    if id == "DFEDTARU":
        return over
    if months == 3:
        return over + timedelta(days=20)
    return (pd.Timestamp(over) + BANK_DAY).date()


def whole(id: str) -> MacroSeries:
    """An observation a stretch, from 1985 to the end of 2026, retrieved long after."""
    months = SERIES_BY_ID[id].months
    stretches = pd.date_range("1985-01-01", "2026-12-31", freq=f"{months}MS" if months else "D")
    workdays = not months and id not in ("DFF", "DFEDTARU", "DPRIME")
    days = [(stamp.date() - EPOCH).days for stamp in stretches if not workdays or stamp.isoweekday() <= 5]
    return pack_series(id, days, [3.0 + at // 20 % 7 / 4 for at in range(len(days))], "test", 4e9)


@cache
def world() -> dict[str, MacroSeries]:
    return {facts.id: whole(facts.id) for facts in SERIES}


@cache
def known(day: date) -> dict[str, MacroSeries]:
    """The invented series as known on a day."""
    return {id: known_on(SERIES_BY_ID[id], series, day) for id, series in world().items()}


@cache
def figures_known(day: date) -> dict[str, MacroFigure]:
    return figures(day, known(day))


def figures(day: date, series: dict[str, MacroSeries]) -> dict[str, MacroFigure]:
    inputs = MacroInputs(day, series, {}, "^IRX", "HYG", "IEF", lambda id: f"no {id}")
    return {figure.key: figure for figure in figures_of(inputs)}


@WALKED
def test_nothing_is_known_that_came_later(day: date) -> None:
    for id, series in known(day).items():
        newest = EPOCH + timedelta(days=series.dates()[-1])
        assert earliest(id, newest) <= day, id
        # And no more than a release is held back: two long week-ends for rates, a shutdown for growth.
        assert (day - newest).days < {0: 8, 1: 68, 3: 267}[SERIES_BY_ID[id].months], id
    for figure in figures_known(day).values():
        assert figure.value is None or figure.published <= str(day), figure.key
        assert figure.vintage is None or figure.vintage <= str(day), figure.key
        if figure.value is not None and figure.vintage is None:
            assert figure.revision == ("" if figure.key == "dfedtaru" else "as revised later"), figure.key


@WALKED
def test_no_nowcast_of_a_quarter_that_is_out_is_called_the_running_one(day: date) -> None:
    found = figures_known(day)["gdpnow"]
    assert found.value is None
    assert f"no nowcast of {day.year} Q{(day.month + 2) // 3} as it stood on {day}" in found.reason


@cases(
    ("day", "quarter", "words"),
    [
        (date(2025, 9, 18), "2025-07-01", "running quarter"),
        (date(2025, 10, 20), "2025-07-01", "2025 Q3 is over and not published yet"),
        (date(2025, 11, 14), "2025-07-01", "2025 Q3 is over and not published yet"),
        (date(2025, 11, 14), "2025-04-01", ""),
    ],
)
def test_a_nowcast_belongs_to_its_quarter(day: date, quarter: str, words: str) -> None:
    observed = (date.fromisoformat(quarter) - EPOCH).days
    nowcast = pack_series(NOWCAST, [observed], [3.3], "FRED", ((day - EPOCH).days + 0.9) * 86400)
    growth = known_on(SERIES_BY_ID[GROWTH], world()[GROWTH], day)
    found = figures(day, {NOWCAST: nowcast, GROWTH: growth})["gdpnow"]
    assert (found.value, found.note) == ((3.3, words) if words else (None, ""))


@cache
def vintages() -> list[tuple[str, str, float]]:
    """Published, quarter and growth of every estimate, in the order in which they came."""
    rows = csv.DictReader((FRED / "gdp_vintages.csv").read_text().splitlines())
    return sorted((row["published"], row["quarter"], float(row["value"])) for row in rows)


class ReadOnce(CsvFolderSource):
    """A folder of which each series is read once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, lambda: 1800000000.0)
        self._found: dict[str, MacroSeries | NotFound] = {}

    async def economy(self, id: str) -> MacroSeries:
        """See Source."""
        if id not in self._found:
            try:
                self._found[id] = await super().economy(id)
            except NotFound as missing:
                self._found[id] = missing
        found = self._found[id]
        if isinstance(found, NotFound):
            raise found
        return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> ReadOnce:
    if not FRED.is_dir():
        pytest.skip(f"no real market data: {FRED} is not there")
    folder = tmp_path_factory.mktemp("real")
    for file in (*FRED.glob("*.csv"), REAL / "rates_fred.csv"):
        (folder / file.name).symlink_to(file)
    return ReadOnce(folder)


@pytest.mark.realdata
@WALKED
async def test_real_series_as_of_a_day(day: date, real: ReadOnce) -> None:
    source, known = AsOfSource(real, day), {}
    for facts in SERIES:
        try:
            found = await source.economy(facts.id)
        except NotFound:
            continue
        if len(found):
            known[facts.id] = found
    for id, series in known.items():
        assert earliest(id, EPOCH + timedelta(days=series.dates()[-1])) <= day, id
    published, quarter, value = max((row for row in vintages() if row[0] <= str(day)), key=lambda row: (row[1], row[0]))
    found = figures(day, known)
    gdp = found["gdp"]
    assert (gdp.as_of.replace(" ", ""), gdp.published, gdp.vintage) == (quarter, published, published)
    assert gdp.value == pytest.approx(value, abs=0.101)
    regime = found["regime"]
    assert regime.published <= str(day)
