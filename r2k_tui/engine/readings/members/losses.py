"""Readings of loss-makers: the share of the members that lost money over the last twelve months."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingSpec, absent, number
from r2k_tui.model.text import plural

_COUNT, _WEIGHT = "loss_makers_count", "loss_makers_weight"
_CAVEAT = (
    "Earnings are as the quote source reports them, special items included; a member without a figure counts as "
    "unknown, neither as a loss-maker nor as profitable."
)


def _shares(inputs: MemberInputs) -> MemberResults:
    table = inputs.members
    known = np.isfinite(table.trailing_eps) & np.isfinite(table.weights)
    loss = known & (table.trailing_eps < 0)
    n, whole, every = int(known.sum()), float(table.weights[known].sum()), float(np.nansum(table.weights))
    if not n or whole <= 0:
        reason = f"no earnings of the {plural(len(table), 'member')} are known for {table.as_of}"
        return MemberResults(absent(2, reason), table.as_of, table.source)
    note = f"; known of {n:,} of {plural(len(table), 'member')}, {whole / every:.1%} of the weight"
    note += f", {len(table) - n:,} unknown"
    results = (
        number(int(loss.sum()) / n, n, "", note),
        number(float(table.weights[loss].sum()) / whole, n, "", note),
    )
    return MemberResults(results, table.as_of, table.source)


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        (
            ReadingSpec(
                _COUNT,
                "fraction",
                "members with trailing EPS below 0 / members with a known trailing EPS",
                Methodology("#(EPS_ttm < 0) / #(EPS_ttm known)", _CAVEAT),
            ),
            ReadingSpec(
                _WEIGHT,
                "fraction",
                "weight of members with trailing EPS below 0 / weight of members with a known trailing EPS",
                Methodology("sum of w_i with EPS_ttm < 0 / sum of w_i with EPS_ttm known", _CAVEAT),
            ),
        ),
        ("last 12 months",),
        (InputPart.MEMBERS,),
        _shares,
        kept=True,
    ),
)
