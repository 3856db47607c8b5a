"""GDP in the release dates of the BEA."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from r2k_tui.model.macro.release_dates import GDP
from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.bea import bea_days
from r2k_tui.sources.releases.found import FoundDay
from tests.cases import cases
from tests.fakes.release_server import bea_file


def test_times_in_utc_are_those_of_new_york_summer_and_winter_and_repeated_ones_count_once() -> None:
    summer, winter = "2026-10-29T12:30:00+00:00", "2026-12-23T13:30:00+00:00"
    found = bea_days(bea_file(winter, summer, winter))
    assert found == ((FoundDay(GDP, date(2026, 10, 29), "08:30"), FoundDay(GDP, date(2026, 12, 23), "08:30")), 0)


@cases("time", ["2026-12-23T13:30:00", "soon", "", None, 20261223, "1926-12-23T13:30:00+00:00"])
def test_a_time_without_its_zone_or_none_at_all_is_counted(time: Any) -> None:
    found = bea_days(bea_file("2026-10-29T12:30:00+00:00", time))
    assert (len(found.days), found.unreadable) == (1, 1)


@cases("body", [b"{}", b'{"Gross Domestic Product": 7}', b'{"Gross Domestic Product": {}}', bea_file()])
def test_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(BadData):
        bea_days(body)
