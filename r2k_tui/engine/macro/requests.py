"""What the engine answers where the economy and the thesis ledger are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply, PolicyStudyReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply

if TYPE_CHECKING:
    from r2k_tui.engine.services import Services

EconomyRequest = GetMacro | GetPolicyStudy | GetThesis


async def economy_answer(polling: Services, request: EconomyRequest) -> Reply:
    """The reply to a request about the economy or the ledger. Raises SourceError."""
    match request:
        case GetMacro():
            return MacroReply(await polling.desk.macro())
        case GetPolicyStudy(fresh=fresh):
            await polling.economy.ready(fresh=fresh)
            study = await polling.desk.policy()
            return Failure("missing", study) if isinstance(study, str) else PolicyStudyReply(study)
        case GetThesis(whole=whole):
            return ThesisReply(await polling.thesis.ledger(whole=whole))
