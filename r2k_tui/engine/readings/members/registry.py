"""Registry of the readings of the index: every key exactly once."""

from __future__ import annotations

from r2k_tui.engine.readings.members import fund_returns, losses, sectors, styles
from r2k_tui.engine.readings.members.cross_section import concentration, correlation, dispersion
from r2k_tui.engine.readings.members.estimates import revisions
from r2k_tui.engine.readings.members.future import basis
from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.reading import ReadingSpec

MEMBER_READINGS: tuple[MemberGroup, ...] = (
    *losses.ROWS,
    *sectors.ROWS,
    *styles.ROWS,
    *fund_returns.ROWS,
    *concentration.ROWS,
    *dispersion.ROWS,
    *correlation.ROWS,
    *revisions.ROWS,
    *basis.ROWS,
)
MEMBER_ROW_OF: dict[str, MemberGroup] = {field.key: row for row in MEMBER_READINGS for field in row.fields}
MEMBER_KEYS: tuple[str, ...] = tuple(MEMBER_ROW_OF)


def spec_of(key: str) -> ReadingSpec:
    """Specification of a key. Raises KeyError for an unknown one."""
    return next(field for field in MEMBER_ROW_OF[key].fields if field.key == key)
