"""An end-of-day close, read at several moments."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.model.calendar.days import NEW_YORK

CLOSE = datetime(2031, 5, 15, 16, tzinfo=NEW_YORK).timestamp()
DAY = 86_400.0
