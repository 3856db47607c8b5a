"""Bytes and reports that a terminal should not send: left out, and the key behind them is heard."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser

from r2k_tui.ui.terminal.foreign_input import ForgivingDecoder, ignore_foreign_input
from r2k_tui.ui.terminal.paste import sanitize_pastes
from tests.cases import cases

LATIN = "Zürich é".encode("latin-1")
OLD_MOUSE = [b"\x1b[M \xff!", b"\x1b[M\xc3\xa9\xa9", b"\x1b[M \xe9\xe9"]


def keys_of(pieces: list[bytes]) -> list[str]:
    sanitize_pastes()
    ignore_foreign_input()
    decoder, parser, found = ForgivingDecoder(), XTermParser(), []
    for piece in pieces:
        text = decoder.decode(piece)
        found += list(parser.feed(text)) if text else []
    return [event.key for event in found if isinstance(event, events.Key)]


@cases("byte", range(0x80, 0x100))
def test_no_single_byte_costs_the_key_behind_it(byte: int) -> None:
    assert keys_of([bytes([byte]), b"q"]) == ["q"]
    assert keys_of([bytes([byte]) + b"q"]) == ["q"]


def test_a_paste_of_another_encoding_keeps_what_is_text() -> None:
    assert ForgivingDecoder().decode(LATIN + b"!") == "Zrich !"
    assert ForgivingDecoder().decode("Zürich é €".encode()) == "Zürich é €"


@cases("report", OLD_MOUSE)
def test_an_old_report_of_the_mouse_is_no_key_however_it_is_divided(report: bytes) -> None:
    for at in range(1, len(report)):
        assert keys_of([report[:at], report[at:], b"q"]) == ["q"]
    assert keys_of([report + b"q"]) == ["q"]


@cases(
    "report",
    [
        "\x1b[99999999999;1u",
        "\x1b[1114112;1u",
        "\x1b[55296;1u",
        "\x1b[97:65;1u",
        "\x1b[97;1:1u",
        "\x1b[97;1;55296u",
        "\x1b[97;1;99999999u",
        "\x1b[48;0;0;0;0t\x1b[<0;5;5M",
        "\x1b[48;40;120;0;0t\x1b[<0;5;5M",
        "\x1b[<0;99999999999999;5M",
    ],
)
def test_a_report_with_an_impossible_number_ends_nothing(report: str) -> None:
    found = keys_of([report.encode(), b"q"])
    assert found[-1] == "q"
    assert all(key.isprintable() for key in found)
