"""Levels that the simulated ^RUT passes, and its range in between.

FACTS of the real index: the days and relative sizes of four declines, the return of November 2024, and the record
close of 2025-09-18. Every other level is invented, chosen so that the named peaks and troughs are the extremes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

RECORD = 2467.70
ANCHOR = np.datetime64("2025-09-18")


class Waypoint(NamedTuple):
    """Close on a day; from the previous waypoint on, closes stay within `floor` and `ceiling`."""

    day: np.datetime64
    close: float
    floor: float
    ceiling: float


def _at(day: str, close: float, floor: float, ceiling: float) -> Waypoint:
    return Waypoint(np.datetime64(day), close, floor, ceiling)


_PEAK_2007, _PEAK_2020, _PEAK_2021, _PEAK_2024 = 850.0, 1700.0, 2430.0, 2440.0
_TROUGH_2009 = _PEAK_2007 * (1 - 0.599)
_TROUGH_2020 = _PEAK_2020 * (1 - 0.419)
_TROUGH_2023 = _PEAK_2021 * (1 - 0.330)
_TROUGH_2025 = _PEAK_2024 * (1 - 0.279)
_OCTOBER_2024 = 2190.0
_NOVEMBER_2024 = _OCTOBER_2024 * 1.1084

WAYPOINTS = (
    _at("1987-09-10", 168.0, 100.0, 200.0),
    _at("1987-10-16", 149.0, 146.0, 171.0),
    _at("1987-10-19", 130.0, 100.0, 200.0),
    _at("1987-12-04", 108.0, 106.0, 138.0),
    _at("1990-06-15", 168.0, 107.0, 176.0),
    _at("1990-10-31", 122.0, 119.0, 170.0),
    _at("1998-04-21", 470.0, 120.0, 474.0),
    _at("1998-10-08", 320.0, 315.0, 472.0),
    _at("2000-03-09", 590.0, 316.0, 594.0),
    _at("2002-10-09", 335.0, 331.0, 592.0),
    _at("2007-07-13", _PEAK_2007, 333.0, _PEAK_2007),
    _at("2009-03-09", _TROUGH_2009, _TROUGH_2009, _PEAK_2007),
    _at("2009-06-12", 490.0, _TROUGH_2009, 495.0),
    _at("2011-04-29", 860.0, _TROUGH_2009, 864.0),
    _at("2011-10-03", 610.0, 606.0, 862.0),
    _at("2015-06-23", 1290.0, 608.0, 1294.0),
    _at("2016-02-11", 955.0, 950.0, 1292.0),
    _at("2018-08-31", 1690.0, 952.0, 1692.0),
    _at("2018-12-24", 1270.0, 1265.0, 1691.0),
    _at("2020-01-16", _PEAK_2020, 1268.0, _PEAK_2020),
    _at("2020-03-18", _TROUGH_2020, _TROUGH_2020, _PEAK_2020),
    _at("2020-06-12", 1360.0, _TROUGH_2020, 1390.0),
    _at("2021-11-08", _PEAK_2021, _TROUGH_2020, _PEAK_2021),
    _at("2023-10-27", _TROUGH_2023, _TROUGH_2023, _PEAK_2021),
    _at("2024-10-31", _OCTOBER_2024, _TROUGH_2023, 2400.0),
    _at("2024-11-25", _PEAK_2024, 2150.0, _PEAK_2024),
    _at("2024-11-29", _NOVEMBER_2024, 2380.0, _PEAK_2024),
    _at("2025-04-08", _TROUGH_2025, _TROUGH_2025, _PEAK_2024),
    _at("2025-09-17", 2407.30, _TROUGH_2025, 2435.0),
    _at("2025-09-18", RECORD, 2000.0, RECORD),
)
