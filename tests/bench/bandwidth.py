"""Bytes of what a person does: the start until prices are live, each view, help and out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench import programs
from tests.bench.row import Row, row
from tests.end_to_end import picture
from tests.pty.replay import Replay
from tests.pty.session import Chunk, Session
from tests.pty.size import Size

# Every view in turn, from the first one on and back to it.
_VIEWS = ("2", "3", "4", "5", "6", "7", "8", "9", "1")
_HELP = ("question_mark", "escape")
# Longer than a picture is held back on a thin line, and a tick more.
_AFTER_KEY_S, _AFTER_START_S, _WITHIN_S = 1.5, 2.0, 60.0
# 9,600 bit/s with a start and a stop bit around each byte.
_SLOW_BYTES_PER_S = 960


class Sent(NamedTuple):
    """Bytes of the start, of the switch to each view, and of help and `Esc` together."""

    start: int
    views: dict[str, int]
    help: int


class _Budgets(NamedTuple):
    """Most bytes of the start, of any view, and of help."""

    start: int
    view: int
    help: int


_THIN = _Budgets(12_000, 8_000, 9_000)
# Half of what each cost while all of a view or a window was sent anew.
_WIDE = _Budgets(19_184, 44_600, 46_818)
# What the switch to each view cost then, without the flag: the mean of two runs of these very measures, and at most
# twice the budget. A tick in the window moves the share by a hundredth or two. That of the dashboard, 17,980, is raised
# by what its third row of panels adds to a whole picture (12,622 for 10,490 bytes); measured again as then, without
# `send_changes_only`, it is 24,300 to 24,600, and 19,200 to 21,500 without that row.
_SENT_ANEW = {
    "2": 36_112, "3": 50_265, "4": 62_302, "5": 44_998, "6": 49_705, "7": 66_655, "8": 38_354, "9": 89_200, "1": 21_634,
}  # fmt: skip
# A tick more in the window, or a picture in two parts on a busy machine, is no defect; half as much again is one.
_NOISE = 1.5
# Without the flag nothing holds a picture back, so that a start sends as many as the machine has time for: 14,900 to
# 20,700 bytes in eight starts of one build. A window after a key holds one picture, and is measured to the byte.
_WIDE_NOISE = (_NOISE, 1.0, 1.0)


def run(quick: bool) -> list[Row]:
    """The same keys with and without `--low-bandwidth`; bytes need no long windows, so `quick` is the same."""
    thin, wide = measured("--low-bandwidth"), measured()
    nearest = _nearest(wide.views)
    anew = _SENT_ANEW[nearest]
    return [
        *_rows("--low-bandwidth, ", thin, _THIN, (_NOISE, _NOISE, _NOISE)),
        *_slow_rows(thin),
        *_rows("", wide, _WIDE, _WIDE_NOISE),
        row(f"view switch nearest to its former bytes ({nearest})", wide.views[nearest], "B",
            "recorded while all of it was sent", anew, None, never=0.6),
    ]  # fmt: skip


def _nearest(views: dict[str, int]) -> str:
    """The view whose switch is nearest to what it cost while all of it was sent."""
    return max(views, key=lambda view: views[view] / _SENT_ANEW[view])


def _rows(prefix: str, sent: Sent, budgets: _Budgets, noises: tuple[float, float, float]) -> list[Row]:
    view, most = max(sent.views.items(), key=lambda item: item[1])
    found = (
        ("start to LIVE", sent.start, budgets.start),
        (f"largest view switch ({view})", most, budgets.view),
        ("help and Esc", sent.help, budgets.help),
    )
    return [
        row(f"{prefix}{name}", size, "B", "", None, budget, never=noise * budget)
        for (name, size, budget), noise in zip(found, noises, strict=True)
    ]


def _slow_rows(sent: Sent) -> list[Row]:
    """What those bytes take on the slowest line that the flag is for."""
    found = (
        ("start to LIVE", sent.start, _THIN.start),
        ("largest view switch", max(sent.views.values()), _THIN.view),
        ("help and Esc", sent.help, _THIN.help),
    )
    return [
        row(f"{name} at 9,600 bit/s", size / _SLOW_BYTES_PER_S, "s", "", None, budget / _SLOW_BYTES_PER_S)
        for name, size, budget in found
    ]


def measured(*options: str) -> Sent:
    """What a run on the simulated market sends at 120x40."""
    with programs.started([*programs.R2K, "--demo", *options]) as session:
        session.wait("live prices in all panels", lambda: _is_live(session.text()), within=_WITHIN_S)
        start = sent_until(_is_live, session.chunks, session.size)
        session.watch(_AFTER_START_S)
        views = {key: _sent_for(session, key) for key in _VIEWS}
        # Once more the one nearest to its bound, from the view before it: a tick in the window only adds.
        nearest = _nearest(views)
        _sent_for(session, _VIEWS[_VIEWS.index(nearest) - 1])
        views[nearest] = min(views[nearest], _sent_for(session, nearest))
        return Sent(start, views, _sent_for(session, *_HELP))


def _is_live(text: str) -> bool:
    return "LIVE" in text and picture.complete(text)


def sent_until(test: Callable[[str], bool], chunks: Sequence[Chunk], size: Size) -> int:
    """Bytes up to the output with which the screen passes a test."""
    replay, sent = Replay(size), 0
    for chunk in chunks:
        replay.feed(chunk.data)
        sent += len(chunk.data)
        if test(replay.text()):
            break
    return sent


def _sent_for(session: Session, *keys: str) -> int:
    first = len(session.chunks)
    for key in keys:
        session.press(key)
        session.watch(_AFTER_KEY_S)
    return sum(len(chunk.data) for chunk in session.chunks[first:])
