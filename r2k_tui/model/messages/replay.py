"""Request and reply that control a replay."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.messages.example import Example


class ReplayMove(StrEnum):
    """Move of a replay: HOLD pauses or resumes, STEP goes to the next bar, FASTER and SLOWER change its speed."""

    HOLD = "hold"
    STEP = "step"
    FASTER = "faster"
    SLOWER = "slower"


class ControlReplay(msgspec.Struct, frozen=True, tag="control_replay"):
    """Order to move the clock of a replay. Reply: ReplayReply, or a Failure without a replay or after its end."""

    move: ReplayMove


class ReplayReply(msgspec.Struct, frozen=True, tag="replaying"):
    """State of the replay after a move."""

    replay: Replay


ReplayRequests = ControlReplay
ReplayReplies = ReplayReply
EXAMPLES = (Example(ControlReplay(ReplayMove.STEP), ReplayReply, failure="usage"),)
