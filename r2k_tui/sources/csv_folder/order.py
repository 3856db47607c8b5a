"""Order of a file's rows: oldest first, newest first, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# A file is ordered when its longest run in one direction has this share of its rows; the rest are misplaced.
_ORDERED = 0.75


def places_in_order(times: Sequence[int]) -> list[int]:
    """Indexes of the rows to use, by ascending time without duplicates; the first row of a repeated time wins.

    A newest-first file is reversed. An ordered file keeps its longest run, so that one wrong date costs one row; an
    unordered file keeps the longest run that ends with the newest row.
    """
    first = {time: place for place, time in reversed(list(enumerate(times)))}
    places = sorted(first.values())
    ahead = _longest(times, places)
    back = _longest(times, places[::-1])
    longer = back if len(back) > len(ahead) else ahead
    if len(longer) >= _ORDERED * len(places):
        return longer
    newest = max(places, key=lambda place: times[place], default=-1)
    ahead = _longest(times, [place for place in places if place <= newest])
    back = _longest(times, [place for place in places[::-1] if place >= newest])
    return max(ahead, back, key=lambda run: (len(run), [times[place] for place in reversed(run)]))


def _longest(times: Sequence[int], places: Sequence[int]) -> list[int]:
    """Longest strictly ascending run among the rows at `places` (patience sorting); the newest of several."""
    ends: list[int] = []
    heads: list[int] = []
    before: dict[int, int] = {}
    for place in places:
        pile = bisect_left(ends, times[place])
        if pile:
            before[place] = heads[pile - 1]
        if pile == len(ends):
            ends.append(times[place])
            heads.append(place)
        elif times[place] < ends[pile]:
            ends[pile], heads[pile] = times[place], place
    run: list[int] = []
    last = heads[-1] if heads else None
    while last is not None:
        run.append(last)
        last = before.get(last)
    return run[::-1]
