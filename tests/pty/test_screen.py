"""What the harness makes of output: a screen, answers, counts."""

from __future__ import annotations

from tests.cases import cases
from tests.pty.answers import Answers
from tests.pty.keys import key_bytes
from tests.pty.meter import bursts, first_shown, quantile
from tests.pty.replay import Replay
from tests.pty.sequences import Anatomy, anatomy
from tests.pty.session import Chunk
from tests.pty.size import Size

SIZE = Size(20, 3)


def _shown(data: bytes) -> list[str]:
    replay = Replay(SIZE)
    replay.feed(data)
    return replay.text().split("\n")


def test_text_is_written_where_the_cursor_is() -> None:
    assert _shown(b"one\x1b[2;5Htwo") == ["one", "    two", ""]


@cases("cut", range(1, 12))
def test_output_may_be_cut_anywhere(cut: int) -> None:
    data = "\x1b[2;3H\x1b[38;5;72m▲ up\x1b[0m".encode()
    replay = Replay(SIZE)
    replay.feed(data[:cut])
    replay.feed(data[cut:])
    assert replay.text() == "\n  ▲ up\n"


def test_private_sequences_leave_no_trace() -> None:
    assert _shown(b"\x1b[>1u\x1b[?2026hone\x1b[<u\x1b]22;default\x07\x1bP+q544e\x1b\\") == ["one", "", ""]


def test_the_alternate_screen_begins_and_ends_empty() -> None:
    assert _shown(b"one\x1b[?1049h") == ["", "", ""]


def test_a_character_may_be_repeated() -> None:
    assert _shown(b"a\x1b[3bz")[0] == "aaaaz"


def test_colours_are_part_of_a_region() -> None:
    replay = Replay(SIZE)
    replay.feed(b"a")
    plain = replay.region(0, 0, 0, 0)
    replay.feed(b"\x1b[1;1H\x1b[31ma")
    assert replay.region(0, 0, 0, 0) != plain


@cases(
    ("question", "answer"),
    [
        (b"\x1b[c", b"\x1b[?62;22c"),
        (b"\x1b[6n", b"\x1b[1;1R"),
        (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
        (b"\x1b[?9999$p", b"\x1b[?9999;0$y"),
        (b"\x1b[18t", b"\x1b[8;3;20t"),
        (b"\x1b]11;?\x1b\\", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
        (b"\x1b[31mno question", b""),
    ],
)
def test_questions_are_answered_once(question: bytes, answer: bytes) -> None:
    assert Answers().to(question, SIZE) == answer
    answers = Answers()
    assert answers.to(b"x" + question[:2], SIZE) + answers.to(question[2:] + b"y", SIZE) == answer
    assert answers.to(b"more", SIZE) == b""


def test_bytes_are_counted_by_kind() -> None:
    assert anatomy(b"\x1b[31mab\x1b[2;3H\x1b[?25l") == Anatomy(colour=5, cursor=6, other=6, text=2)


def test_bursts_are_groups_with_a_pause_between() -> None:
    assert bursts([Chunk(at, b"x") for at in (0.0, 0.001, 0.1, 0.101, 0.3)]) == 3


def test_the_first_moment_of_a_text_is_found() -> None:
    chunks = [Chunk(1.0, b"he"), Chunk(2.0, b"llo"), Chunk(3.0, b"!")]
    assert first_shown(chunks, SIZE, lambda text: "hello" in text) == 2.0
    assert first_shown(chunks, SIZE, lambda text: "bye" in text) is None


def test_a_quantile_is_one_of_the_values() -> None:
    assert [quantile([4.0, 1.0, 3.0, 2.0, 5.0], share) for share in (0.0, 0.5, 0.99)] == [1.0, 3.0, 5.0]


def test_keys_are_sent_as_a_terminal_sends_them() -> None:
    assert [key_bytes(name) for name in ("down", "ctrl+c", "q", "space")] == [b"\x1b[B", b"\x03", b"q", b" "]
