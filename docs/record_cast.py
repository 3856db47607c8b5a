"""Records a minute of the monitor as an asciicast: `PYTHONPATH=. python docs/record_cast.py`; it takes a minute.

The market is the simulated one. `asciinema play FILE` plays it, in a terminal of at least 100x30 cells.
"""

from __future__ import annotations

import codecs
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.pty.session import Chunk, Session
from tests.pty.size import Size

FILE = Path(__file__).parent / "casts" / "minute.cast"
SIZE = Size(100, 30)
# Keys, and the seconds to look at what they show.
SCRIPT = (
    ((), 4.0),
    (("j", "j", "j"), 3.0),
    (("right_square_bracket",), 3.0),
    (("2",), 3.0),
    (("x", "h", "h", "h"), 4.0),
    (("3",), 4.0),
    (("4",), 4.0),
    (("7",), 4.0),
    (("d",), 3.0),
    (("d",), 3.0),
    (("8",), 3.0),
    (("j", "j", "enter"), 4.0),
    (("escape", "b"), 4.0),
    (("escape", "?"), 3.0),
    (("escape", "1"), 2.0),
)


def cast(chunks: Iterable[Chunk], started: float) -> Iterator[str]:
    """The lines of an asciicast of version 2: a header, then one event for each piece of output."""
    yield json.dumps({"version": 2, "width": SIZE.columns, "height": SIZE.rows, "title": "R2K, a simulated market"})
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in chunks:
        if text := decoder.decode(chunk.data):
            yield json.dumps([round(chunk.at - started, 3), "o", text], ensure_ascii=False)


def record() -> list[str]:
    """Run the script in a terminal of its own, with settings and a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), folder)
        command = [sys.executable, "-m", "r2k_tui", "--demo"]
        with Session(command, SIZE, home, Path(__file__).parents[1]) as session:
            session.wait_text("LIVE", within=30.0)
            for keys, seconds in SCRIPT:
                for key in keys:
                    session.press(key)
                    session.watch(0.4)
                session.watch(seconds)
            session.press("q")
            session.wait_end()
            return list(cast(session.chunks, session.started))


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    wanted.write_text("\n".join(record()) + "\n", "utf-8")
