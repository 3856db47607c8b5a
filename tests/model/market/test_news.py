"""Headlines are plain words and plain addresses, whatever a service sends."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.news import MOST_HEADLINES, Headline, SymbolNews, headline, newest_first
from r2k_tui.model.text import clean_address
from tests.cases import cases

HOSTILE = {
    "osc": ("Small \x1b]0;owned\x07caps", "Small ]0;ownedcaps"),
    "csi": ("\x1b[2J\x1b[31mSmall caps", "[2J[31mSmall caps"),
    "c1": ("Small\x9b31m caps\x9d0;x\x9c", "Small31m caps0;x"),
    "markup": ("[@click=app.quit]Small[/] caps", "[@click=app.quit]Small[/] caps"),
    "bidi": ("Small \u202eспак\u2066 caps\u200b", "Small спак caps"),
    "lines": ("Small\r\n\tcaps\u2028now", "Small caps now"),
    "long": ("x" * 10_000, "x" * 300),
}


@cases("name", HOSTILE)
def test_a_title_is_one_line_of_plain_words(name: str) -> None:
    given_, wanted = HOSTILE[name]
    made = headline(given_, given_, 1.0, "", (given_,), "scripted")
    assert made is not None
    assert made.title == wanted
    assert made.title.isprintable() and made.publisher.isprintable()
    assert len(made.publisher) <= 60
    assert all(symbol.isprintable() and " " not in symbol for symbol in made.symbols)


@cases("title", ["", "  \n", "\x1b", None, 5, ["x"], "\u200b\u202e"])
def test_without_a_word_there_is_no_headline(title: object) -> None:
    assert headline(title, "Wire", 1.0, "https://example.com", (), "scripted") is None


@cases(
    "address",
    [
        "https://finance.example.com/news/a-b_c-1.html?x=1&y=%20#top",
        "http://example.com",
        "HTTPS://EXAMPLE.COM:8443/a~b/(c),d;e='f'",
    ],
)
def test_a_plain_address_stays_as_it_is(address: str) -> None:
    assert clean_address(address) == address


@cases(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "//example.com/x",
        "example.com",
        "-https://example.com",
        " https://example.com",
        "https://example.com/\n",
        "https://example.com/a b",
        "https://example.com/\x1b]8;;x\x07",
        "https://example.com/\u202egpj",
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bänk.example/",
        "https://example.com/" + "x" * 2000,
        "https://",
        "https:///x",
        None,
        7,
    ],
)
def test_anything_else_is_no_address(address: object) -> None:
    assert clean_address(address) == ""


@given(st.text())
def test_an_address_is_kept_whole_or_not_at_all(text: str) -> None:
    for address in (text, f"https://example.com/{text}"):
        kept = clean_address(address)
        assert kept in ("", address)
        assert kept.isascii() and kept.isprintable() and " " not in kept


def test_the_newest_come_first_each_once_and_not_too_many() -> None:
    dated = [Headline(str(number), time=float(number)) for number in range(30)]
    undated = Headline("when?")
    ordered = newest_first([undated, *dated, dated[29]])
    assert [item.title for item in ordered[:3]] == ["29", "28", "27"]
    assert len(ordered) == MOST_HEADLINES
    assert newest_first([undated, dated[0]]) == (dated[0], undated)


def test_they_survive_the_wire() -> None:
    news = SymbolNews("IWM", (Headline("a", "b", 1.5, "https://example.com", ("IWM",), "s"), Headline("c")), 2.0)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(news), type=SymbolNews) == news
