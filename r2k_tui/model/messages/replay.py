"""Request and reply that control a replay."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.calendar.replay import Replay


class ReplayReply(msgspec.Struct, frozen=True, tag="replaying"):
    """How a replay stands now."""

    replay: Replay


class ReplayMove(StrEnum):
    """What a key does to a replay: HOLD it or let it go on, STEP to the next bar, or change its pace."""

    HOLD = "hold"
    STEP = "step"
    FASTER = "faster"
    SLOWER = "slower"


class ControlReplay(msgspec.Struct, frozen=True, tag="control_replay"):
    """Move the clock of a replay; answered with Replaying, or a Failure where no day is replayed or it is over."""

    move: ReplayMove
