"""`r2k mcp`: the MCP server of this machine's engine, or of a hub's."""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.util import find_spec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import log_to
from r2k_tui.commands.shared.options import Options


def run(options: Options) -> int:
    """Serve until stdin ends. Returns the exit status."""
    if find_spec("mcp") is None:
        raise UsageError('the MCP server needs the extra "mcp": pip install "r2k-tui[mcp]"')
    if sys.stdin.isatty():
        raise UsageError("mcp speaks to an assistant over stdin and stdout: name this command in its settings")
    setup = options.setup()
    log_to(setup)

    async def serve() -> None:
        from r2k_tui.commands.mcp.server import serve as serve_session
        from r2k_tui.commands.mcp.session import EngineSession

        session = EngineSession(setup)
        try:
            await serve_session(session)
        finally:
            await session.close()
        # Threads of a source may hang in a call that never returns, and the end of the loop would wait for them.
        sys.stderr.flush()
        os._exit(0)

    asyncio.run(serve())
    return 0
