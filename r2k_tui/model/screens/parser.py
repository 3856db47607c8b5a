"""Parser of screens: text in, parts out. Nothing of a text is ever run; length and depth are limited."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING

from r2k_tui.model.screens.build import condition_of
from r2k_tui.model.screens.columns import WORDS
from r2k_tui.model.screens.syntax import Condition, ScreenFault

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST, DEEPEST, MOST_WORDS = 500, 20, 200
_GRAMMAR = r"""
start: disjunction
disjunction: conjunction ("or"i conjunction)*
conjunction: negation ("and"i negation)*
?negation: "not"i negation -> negated
    | "(" disjunction ")" -> group
    | comparison
    | NAME "in"i "(" TEXT ("," TEXT)* ")" -> one_of
    | NAME "contains"i TEXT -> contains
    | NAME "within"i DAYS -> within
    | NAME -> flag
comparison: sum (COMPARE sum)+
?sum: product (SIGN product)*
?product: factor (TIMES factor)*
?factor: NUMBER -> number
    | SIGN NUMBER -> signed
    | TEXT -> text
    | NAME -> name
COMPARE: "<=" | ">=" | "!=" | "==" | "<" | ">" | "="
SIGN: "+" | "-"
TIMES: "*" | "/"
DAYS: /\d{1,3}d\b/
NUMBER: /(\d{1,15}(\.\d{0,15})?|\.\d{1,15})(e[+-]?\d{1,2})?%?/i
TEXT: /"[^"\n]{0,80}"/
NAME: /[a-z_][a-z_0-9]{0,39}/i
%ignore /\s+/
"""
_NESTING = re.compile(r"[()]|\bnot\b", re.IGNORECASE)
_WORD = re.compile(r"\w+|[^\w\s]")


def parse(text: str) -> Condition:
    """Parts of a screen. Raises ScreenFault."""
    _limit(text)
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    try:
        tree = _lark().parse(text)
    except UnexpectedToken as error:
        raise _unexpected(text, error.token) from None
    except UnexpectedCharacters as error:
        place = error.pos_in_stream or 0
        raise ScreenFault(_of_character(text, place), place, place + 1) from None
    except UnexpectedEOF:
        raise ScreenFault("something must follow", len(text), len(text) + 1) from None
    return condition_of(tree)


@cache
def _lark() -> Lark:
    # Loaded with the first screen: a terminal that filters by words never needs it.
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _limit(text: str) -> None:
    if not text.strip():
        raise ScreenFault("an expression such as: cap < 500e6 and ret_63d > 0", 0, 1)
    if len(text) > LONGEST:
        raise ScreenFault(f"longer than {LONGEST} characters", LONGEST, len(text))
    words = list(_WORD.finditer(text))
    if len(words) > MOST_WORDS:
        raise ScreenFault(f"more than {MOST_WORDS} words", words[MOST_WORDS].start(), len(text))
    depth = 0
    for found in _NESTING.finditer(text):
        depth += -1 if found[0] == ")" else 1
        if depth > DEEPEST:
            raise ScreenFault(f"nested deeper than {DEEPEST}", found.start(), found.end())


def _of_character(text: str, place: int) -> str:
    if text[place] == '"':
        return 'a text ends with ", in the same line, after 80 characters at most'
    return f"{text[place]!r} means nothing here"


def _unexpected(text: str, token: Token) -> ScreenFault:
    if token.type == "$END":
        return ScreenFault("something must follow", len(text), len(text) + 1)
    start = token.start_pos or 0
    stop = start + len(token)
    return ScreenFault(_advice(str(token), text[:start]), start, stop)


def _advice(word: str, before: str) -> str:
    if re.fullmatch(r"\d{1,3}", word) and re.search(r"\bwithin\s*$", before, re.IGNORECASE):
        return f"{word} has no unit; days are written {word}d"
    if re.match(r"[A-Za-z_]", word) and re.search(r"[<>=]\s*$", before):
        return f'{word} is a word of the grammar; put text in quotes: "{word}"'
    if re.match(r"[A-Za-z_]", word):
        near = difflib.get_close_matches(word.lower(), WORDS, 1, 0.5)
        return f"{word} is not expected here" + (f"; did you mean {near[0]}?" if near else "; and, or?")
    return f"{word} is not expected here"


def pointed(text: str, fault: ScreenFault) -> tuple[str, str]:
    """The text, and a line of carets below the faulty characters with what is wrong."""
    shown = text.replace("\n", " ").replace("\t", " ")
    width = max(1, min(fault.stop, len(shown) + 1) - fault.start)
    return shown, f"{' ' * fault.start}{'^' * width} {fault.message}"
