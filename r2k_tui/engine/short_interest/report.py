"""Short interest of the members as a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.screen import UNKNOWN, YES
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.short_interest.figures import MemberFigures
from r2k_tui.model.index.short_interest import (
    FLOAT,
    OUTSTANDING,
    Settlement,
    ShortCoverage,
    ShortInterest,
    ShortMember,
    SqueezeRule,
)
from r2k_tui.model.text import plural
from r2k_tui.sources.finra.schedule import SettlementDates

# How the day is known from which a settlement counts as public; the rule is the ninth session after it.
_DATED, _SEEN, _RULE = "by its file", "as seen", "by rule"


@dataclass(frozen=True)
class ReportInputs:
    """What a report is made of, beside the figures: the members, and what is known of the files."""

    today: date
    symbols: Sequence[str]
    names: Sequence[str]
    weights: Floats
    settlements: Sequence[Settlement]
    upcoming: SettlementDates
    rule: SqueezeRule
    trouble: str = ""


def report_of(inputs: ReportInputs, figures: MemberFigures) -> ShortInterest:
    """Short interest of the members by the newest settlement, of which there must be one."""
    newest = inputs.settlements[0]
    rows = [_member(place, inputs, figures) for place in np.flatnonzero(np.isfinite(figures.settled.shares)).tolist()]
    without = np.flatnonzero(~np.isfinite(figures.settled.shares)).tolist()
    return ShortInterest(
        day=inputs.today.isoformat(),
        settlement=newest.day,
        previous_settlement=inputs.settlements[1].day if len(inputs.settlements) > 1 else "",
        published=newest.known_on,
        published_by=_published_by(newest),
        retrieved_at=newest.retrieved_at,
        source=newest.source,
        simulated=newest.simulated,
        next_settlement=inputs.upcoming.session.isoformat(),
        next_expected=inputs.upcoming.expected.isoformat(),
        next_due=inputs.upcoming.due.isoformat(),
        rule=inputs.rule,
        coverage=_coverage(inputs.weights, figures),
        members=tuple(sorted(rows, key=lambda row: (-(row.fraction or -1.0), row.symbol))),
        missing=tuple(inputs.symbols[place] for place in without),
        trouble=inputs.trouble,
        caveats=_caveats(newest, figures),
    )


def _published_by(newest: Settlement) -> str:
    if newest.appeared:
        return _DATED
    return _SEEN if newest.known_on < newest.due else _RULE


def _member(place: int, inputs: ReportInputs, figures: MemberFigures) -> ShortMember:
    settled, fraction = figures.settled, _known(figures.fraction[place])
    of_float = np.isfinite(figures.of_float[place])
    return ShortMember(
        symbol=inputs.symbols[place],
        name=inputs.names[place],
        weight=_known(inputs.weights[place]),
        shares=_known(settled.shares[place]),
        previous=_known(settled.previous[place]),
        fraction=fraction,
        basis="" if fraction is None else FLOAT if of_float else OUTSTANDING,
        days_to_cover=_known(settled.cover[place]),
        change=_known(figures.change[place]),
        split=bool(settled.split[place]),
        revised=bool(settled.revised[place]),
        above_50d=_flag(int(figures.above_50d[place])),
        squeeze=_flag(int(figures.squeeze[place])),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _flag(value: int) -> bool | None:
    return None if value == UNKNOWN else value == YES


def _coverage(weights: Floats, figures: MemberFigures) -> ShortCoverage:
    settled, has = figures.settled, np.isfinite(figures.settled.shares)
    whole = float(np.nansum(weights))
    of_float, any_basis = np.isfinite(figures.of_float), np.isfinite(figures.fraction)
    return ShortCoverage(
        members=len(weights),
        shares=int(has.sum()),
        weight=float(np.nansum(weights[has])) / whole if whole > 0 else None,
        float_known=int((of_float & has).sum()),
        outstanding_only=int((any_basis & ~of_float & has).sum()),
        days_to_cover=int(np.isfinite(settled.cover).sum()),
        change=int(np.isfinite(figures.change).sum()),
        splits=int(settled.split.sum()),
        above_50d=int((figures.above_50d != UNKNOWN).sum()),
        squeeze=int((figures.squeeze == YES).sum()),
        squeeze_unknown=int((figures.squeeze == UNKNOWN).sum()),
    )


def _caveats(newest: Settlement, figures: MemberFigures) -> tuple[str, ...]:
    found = []
    if newest.note:
        found.append(f"file of {newest.day}: {newest.note}")
    if count := int(figures.settled.split.sum()):
        found.append(f"{plural(count, 'member')} split since the settlement before: change unknown")
    if count := int(figures.settled.restated.sum()):
        found.append(f"{plural(count, 'member')}: the newest file restates the settlement before; its figure is used")
    return tuple(found)
