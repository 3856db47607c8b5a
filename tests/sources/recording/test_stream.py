"""Pushed prices reach the listener, and the recording."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.sources.recording.records import Record, StreamRecord, TicksRecord
from r2k_tui.sources.recording.stream import RecordingStream
from r2k_tui.sources.streaming import Listener, Tick


class Script:
    """A stream that comes up, delivers and breaks."""

    async def follow(self, listener: Listener) -> None:
        assert (listener.symbols(), listener.expects()) == (("IWM",), True)
        listener.up()
        listener.receive({"IWM": Tick("IWM", 5.0)})
        listener.down("gone", 3.0)


class Ear:
    """Notes what it hears."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def symbols(self) -> tuple[str, ...]:
        return ("IWM",)

    def expects(self) -> bool:
        return True

    def receive(self, ticks: Mapping[str, Tick]) -> None:
        self.heard.append(dict(ticks))

    def up(self) -> None:
        self.heard.append("up")

    def down(self, message: str, wait_s: float) -> None:
        self.heard.append((message, wait_s))


async def test_it_passes_on_and_records() -> None:
    records: list[Record] = []
    ear = Ear()
    await RecordingStream(Script(), records.append, lambda: 7.0).follow(ear)
    assert ear.heard == ["up", {"IWM": Tick("IWM", 5.0)}, ("gone", 3.0)]
    assert records == [
        StreamRecord(7.0, up=True),
        TicksRecord(7.0, (Tick("IWM", 5.0),)),
        StreamRecord(7.0, up=False, message="gone", wait_s=3.0),
    ]
