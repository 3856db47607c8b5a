"""Keys of a terminal, and lines of a pipe."""

from __future__ import annotations

from r2k_tui.ui.plain.keys import keys_of, keys_of_line
from tests.cases import cases


@cases(
    ("sent", "keys"),
    [
        ("1j?", ["1", "j", "?"]),
        ("\x1b[A\x1bOB\x1b[5~\x1b[Z", ["up", "down", "pageup", "shift+tab"]),
        ("\x1b", ["escape"]),
        ("\t\r\n\x7f\x08", ["tab", "enter", "enter", "backspace", "backspace"]),
        ("\x10\x11", ["ctrl+p", "ctrl+q"]),
        ("\x1b[200~x\x1b[201~", ["x"]),
        ("\x00\x9b", []),
        ("é^", ["é", "^"]),
    ],
)
def test_each_key_has_textual_s_name(sent: str, keys: list[str]) -> None:
    assert list(keys_of(sent)) == keys


@cases(
    ("line", "typing", "keys"),
    [
        ("2\n", False, ["2"]),
        ("jjk", False, ["j", "j", "k"]),
        ("Tab\r\n", False, ["tab"]),
        ("ctrl+p", False, ["ctrl+p"]),
        ("", False, ["enter"]),
        ("IWM", True, ["I", "W", "M", "enter"]),
        ("escape", True, ["escape"]),
        ("\x1b[2J", False, ["[", "2", "J"]),
    ],
)
def test_a_line_is_a_key_by_name_or_keys_or_what_is_typed(line: str, typing: bool, keys: list[str]) -> None:
    assert keys_of_line(line, typing=typing) == keys
