"""Engine side of a link over two byte streams."""

from __future__ import annotations

import asyncio

from r2k_tui.link.protocol import FrameSource, LinkLost, Servable
from r2k_tui.link.wire import Ask, ReplyMessage, Unpacker, from_terminal, pack

_BUFFER_BYTES = 64 * 1024


async def serve(
    engine: Servable,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    name: str,
    subscription: FrameSource | None = None,
) -> None:
    """Serve one terminal until its stream ends; while it does not read, its changes are conflated into one frame.

    `subscription`: one that began with a snapshot that the terminal already has.
    """
    writer.transport.set_write_buffer_limits(high=_BUFFER_BYTES)
    frames = asyncio.create_task(_send_frames(subscription or engine.subscribe(), writer))
    answers: set[asyncio.Task[None]] = set()
    unpacker = Unpacker(reader, from_terminal())
    try:
        while True:
            task = asyncio.create_task(_answer(engine, await unpacker.next(), writer, name))
            answers.add(task)
            task.add_done_callback(answers.discard)
    except LinkLost:
        pass
    finally:
        engine.forget(name)
        for task in (frames, *answers):
            task.cancel()
        await asyncio.gather(frames, *answers, return_exceptions=True)


async def _send_frames(subscription: FrameSource, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            writer.write(pack(await subscription.next_frame()))
            await writer.drain()
    finally:
        subscription.close()


async def _answer(engine: Servable, ask: Ask, writer: asyncio.StreamWriter, name: str) -> None:
    writer.write(pack(ReplyMessage(ask.id, await engine.ask(ask.request, name))))
    await writer.drain()
