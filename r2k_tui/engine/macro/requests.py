"""Handlers of the requests for the macro figures and the policy study."""

from __future__ import annotations

from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply, PolicyStudyReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply


async def get_macro(scope: RequestScope, request: GetMacro) -> Reply:
    """All macro figures as of now."""
    return MacroReply(await (await scope.service(MacroReport)).macro())


async def get_policy_study(scope: RequestScope, request: GetPolicyStudy) -> Reply:
    """Policy study, or a Failure that names the missing input."""
    report = await scope.service(MacroReport)
    await report.ready(fresh=request.fresh)
    study = await report.policy()
    return Failure("missing", study) if isinstance(study, str) else PolicyStudyReply(study)


HANDLERS: Handlers = {GetMacro: get_macro, GetPolicyStudy: get_policy_study}
