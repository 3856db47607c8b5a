"""Moving windows over one series: the last `rows` results of a window of `size`, NaN where it is not full."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats

# Sessions back that are compared in one call, and those whose sum fits the smallest integer.
_AT_ONCE, _PART = 15, 255
_Places: TypeAlias = NDArray[np.uint16 | np.uint32]


def tail_rows(values: Floats, rows: int) -> Floats:
    """Last `rows` values, with NaN in front when there are fewer."""
    have = len(values)
    return values[have - rows :] if have >= rows else np.concatenate([np.full(rows - have, np.nan), values])


def windows(values: Floats, size: int, rows: int) -> Floats:
    """View of the last `rows` windows of `size` as a (rows, size) array; missing history in front is NaN."""
    if not rows:
        return np.empty((0, size))
    tail = tail_rows(values, rows + size - 1)
    if rows == 1:
        return tail[None, :]
    view: Floats = np.lib.stride_tricks.sliding_window_view(tail, size)
    return view


def last_window(values: Floats, size: int) -> Floats | None:
    """Last `size` values if all exist and are finite, else None."""
    if len(values) < size or size < 1:
        return None
    tail = values[-size:]
    return tail if np.isfinite(tail).all() else None


def full_windows(values: Floats, size: int, rows: int) -> Flags:
    """Whether each of the last `rows` windows of `size` lies within the history and is finite throughout."""
    missing = ~np.isfinite(tail_rows(values, rows + size - 1))
    before = np.concatenate([[0], np.cumsum(missing)])
    return np.asarray(before[size:] == before[:rows], dtype=bool)


def lag(values: Floats, sessions: int) -> Floats:
    """Value `sessions` rows earlier; NaN in the first rows."""
    out = np.full(len(values), np.nan)
    if sessions < len(values):
        out[sessions:] = values[: len(values) - sessions]
    return out


def rolling_mean(values: Floats, size: int, rows: int) -> Floats:
    """Arithmetic mean of each window."""
    result: Floats = windows(values, size, rows).mean(axis=1)
    return result


def rolling_max(values: Floats, size: int, rows: int) -> Floats:
    """Highest value of each window; a window with a NaN gives NaN."""
    result: Floats = windows(values, size, rows).max(axis=1)
    return result


def rolling_min(values: Floats, size: int, rows: int) -> Floats:
    """Lowest value of each window; a window with a NaN gives NaN."""
    result: Floats = windows(values, size, rows).min(axis=1)
    return result


def rolling_std(values: Floats, size: int, rows: int) -> Floats:
    """Sample standard deviation (ddof=1) of each window."""
    view = windows(values, size, rows)
    gaps = view - view.mean(axis=1, keepdims=True)
    result: Floats = np.sqrt(np.einsum("ij,ij->i", gaps, gaps) / (size - 1))
    return result


def ranks(values: Floats, size: int, rows: int) -> Counts:
    """Rank of each of the last `rows` days: number of the last `size` values, including today's, that are <= today's.

    NaN values are not counted, and a day without a value has 0.
    """
    return ranks_by_size(values, (size,), rows)[0]


def ranks_by_size(values: Floats, sizes: tuple[int, ...], rows: int) -> list[Counts]:
    """Ranks of each of the last `rows` days among so many values, for ascending window sizes in one pass."""
    longest = sizes[-1]
    tail = tail_rows(values, rows + longest - 1)
    if rows < sizes[0]:
        return [_ranks_by_row(tail, size, rows) for size in sizes]
    places, today = _places(tail, longest - 1)
    view = np.lib.stride_tricks.sliding_window_view(places, rows)
    counts, part, out = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.uint8), []
    below = np.empty((_AT_ONCE, rows), dtype=np.bool_)
    ends = sorted({*range(_AT_ONCE, longest, _AT_ONCE), *sizes})
    for begin, end in pairwise((0, *ends)):
        found = np.less_equal(view[longest - end : longest - begin], today, out=below[: end - begin])
        part += np.add.reduce(found.view(np.uint8), axis=0, dtype=np.uint8)
        if end in sizes or end % _PART == 0:
            counts += part
            part[:] = 0
        if end in sizes:
            out.append(counts.copy())
    return out


def _ranks_by_row(tail: Floats, size: int, rows: int) -> Counts:
    view, today = windows(tail, size, rows), tail[len(tail) - rows :]
    return np.array([np.count_nonzero(view[row] <= today[row]) for row in range(rows)], dtype=np.int64)


def _places(tail: Floats, first: int) -> tuple[_Places, _Places]:
    """Place of each value among all of them, and of those from index `first` on; equal values share one.

    Small integers are compared several times faster. A missing value is above all as one, and below all as the other.
    """
    known = ~np.isnan(tail)
    levels, places = np.unique(tail[known], return_inverse=True)
    kind: type[np.uint16 | np.uint32] = np.uint16 if len(levels) < np.iinfo(np.uint16).max - 1 else np.uint32
    above, below = np.full(len(tail), np.iinfo(kind).max, dtype=kind), np.zeros(len(tail), dtype=kind)
    above[known] = below[known] = places + 1
    return above, below[first:]


def rolling_share(values: Floats, size: int, rows: int, minimum: int) -> Floats:
    """Share of the finite values among the last `size`, including today's, that are <= today's.

    NaN where today's value is missing, where fewer than `minimum` are known, or where all of them are equal (a
    constant has no percentile).
    """
    if rows == 1:
        return np.array([_share_today(values[-size:], minimum)])
    share = np.full(rows, np.nan)
    tail = tail_rows(values, rows + size - 1)
    known, varied = _known_and_varied(tail, size, rows)
    usable = np.isfinite(tail[size - 1 :]) & (known >= minimum) & varied
    if usable.any():
        share[usable] = ranks(tail, size, rows)[usable] / known[usable]
    return share


def _share_today(window: Floats, minimum: int) -> float:
    known = window[np.isfinite(window)]
    if len(known) < minimum or not np.isfinite(window[-1]) or known.max() == known.min():
        return math.nan
    return float(np.count_nonzero(known <= window[-1]) / len(known))


def known_counts(values: Floats, size: int, rows: int) -> Counts:
    """Number of finite values among the last `size`, for the last `rows` days."""
    known = np.concatenate([[0], np.cumsum(np.isfinite(tail_rows(values, rows + size - 1)))])
    return np.asarray(known[size:] - known[:rows], dtype=np.int64)


def _known_and_varied(tail: Floats, size: int, rows: int) -> tuple[Counts, Flags]:
    """Number of finite values in each of the last `rows` windows, and whether they differ at all."""
    where = np.flatnonzero(np.isfinite(tail))
    finite = tail[where]
    changes = np.concatenate([[0], np.cumsum(finite[1:] != finite[:-1])]) if len(where) else np.zeros(1, dtype=int)
    ends = np.arange(len(tail) - rows, len(tail))
    low = np.searchsorted(where, ends - size, side="right")
    high = np.searchsorted(where, ends, side="right")
    first = np.minimum(low, len(changes) - 1)
    last = np.clip(high - 1, 0, len(changes) - 1)
    known = (high - low).astype(np.int64)
    return known, (known > 1) & (changes[last] != changes[first])


def by_stretch(values: Floats, function: Callable[[Floats], Floats]) -> Floats:
    """Apply `function` to each contiguous run of finite values; NaN elsewhere."""
    finite = np.isfinite(values)
    if finite.all():
        return function(values)
    out = np.full(len(values), np.nan)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        out[start:stop] = function(values[start:stop])
    return out
