"""Readings of concentration: how many names the index is spread over."""

from __future__ import annotations

from r2k_tui.analytics.cross_section.concentration import TOP, concentration
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingSpec, number

_CAVEAT = (
    "Weights are those of the fund, not of FTSE, of the list's day and moved by prices since; cash and futures are "
    "left out and the rest scaled to one. A sum of weights does not tell how they are spread."
)


def _values(inputs: MemberInputs) -> MemberResults:
    table = inputs.members
    found = concentration(table.weights)
    reason, note = f"the list of {table.fund} has no weights", f"; {table.fund} list of {table.listed}"
    results = (number(found.effective, found.n, reason, note), number(found.top, found.n, reason, note))
    return MemberResults(results, table.as_of, table.source)


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        (
            ReadingSpec(
                "effective_names",
                "count",
                "1 / sum of squared weights of the members",
                Methodology("1 / sum of w_i^2, the inverse of Herfindahl's index (Adelman 1969)", _CAVEAT),
            ),
            ReadingSpec(
                "top8_weight",
                "fraction",
                f"sum of the {TOP} largest weights of the members",
                Methodology(f"sum of the {TOP} largest w_i", _CAVEAT),
            ),
        ),
        ("1 day",),
        (InputPart.MEMBERS,),
        _values,
        kept=True,
    ),
)
