"""A terminal that prints the id of its engine once that has answered, and then waits to be killed."""

from __future__ import annotations

import asyncio
import sys

from r2k_tui.model.messages.subscription import GetSnapshot
from tests.link.test_pipe import hang, spawned


async def main() -> None:
    """See the module."""
    link = spawned(sys.argv[1])
    await link.start()
    await link.ask(GetSnapshot())
    if sys.argv[1] == "hangs":
        slow = await hang(link)
        assert not slow.done()
    print(link.pid, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
