"""Pages that come in place of data, in plain words."""

from __future__ import annotations

import pytest

from r2k_tui.sources.base import AuthFailed, BadData, Unavailable
from r2k_tui.sources.http.pages import is_page, page_error
from r2k_tui.sources.yahoo.http.responses import (
    CRUMB_PATH,
    NEWS_PATH,
    QUOTE_PATH,
    parse_crumb,
    parse_response,
)
from tests.cases import cases
from tests.sources.yahoo.http.answers import CHART, NOW, answer

ATOM = '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<feed><title>Cloudflare Inc</title></feed>'
XHTML = '<?xml version="1.0"?>\n<!-- served -->\n<!DOCTYPE html PUBLIC "x"><html><title>Later</title></html>'
MAINTENANCE = (
    "<!DOCTYPE html>\n<html lang='en-us'><head><title>Yahoo</title><style>"
    + "html{height:100%} " * 900
    + "</style></head><body><!-- status code : 502 --><h1>Will be right back...</h1>"
    "<p>Thank you for your patience.</p></body></html>"
).encode()


@cases("status", [200, 403, 404, 500, 502, 503, 999])
@cases("path", [QUOTE_PATH, CHART, NEWS_PATH, "/v10/finance/quoteSummary/IWM"])
def test_the_page_will_be_right_back_is_maintenance_whatever_its_status(status: int, path: str) -> None:
    with pytest.raises(Unavailable) as caught:
        parse_response(answer(MAINTENANCE, status, path), NOW)
    assert str(caught.value) == f"Yahoo is down for maintenance{'' if status == 200 else f' ({status})'}."
    with pytest.raises(Unavailable, match="down for maintenance"):
        parse_crumb(answer(MAINTENANCE, status, CRUMB_PATH), NOW)


def test_an_xml_document_is_no_page_for_the_titles_in_it() -> None:
    assert not is_page(ATOM)
    assert page_error(ATOM, 200, "SEC") is None, "nor is a firewall whoever is named in it"
    assert is_page(XHTML)


def page(title: str, words: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><p>{words}</p></body></html>".encode()


@cases(
    ("body", "status", "error", "words"),
    [
        (page("Sign in to Wi-Fi", "Accept the terms"), 200, Unavailable, "requires a sign-in before"),
        (page("Welcome", "The hotel hotspot"), 200, Unavailable, "requires a sign-in before"),
        (b"", 511, Unavailable, r"requires a sign-in before .* \(511\)"),
        (page("ERROR: The requested URL could not be retrieved", "x"), 503, Unavailable, r"A proxy .* \(503\)"),
        (page("502 Proxy Error", "x"), 502, Unavailable, r"A proxy on the way"),
        (b"", 407, Unavailable, r"requires a name and a password \(407\)"),
        (page("Attention Required! | Cloudflare", "you have been blocked"), 403, AuthFailed, r"A firewall .* \(403\)"),
        (
            page("Yahoo", "<form action='https://consent.yahoo.com/v2/collectConsent'>"),
            200,
            BadData,
            "asks for consent",
        ),
        (page("A &lt;b&gt;new\x1b[2J home", "x"), 200, BadData, "a page instead of data: “A <b>new.{0,3} home”"),
        (
            page("Yahoo Finance", "A maker of Wi-Fi chips leads a squid of rises"),
            200,
            BadData,
            "of data: “Yahoo Finance”",
        ),
        (page("", "x"), 200, BadData, "a page instead of data.$"),
        (page("see https://a.example/?crumb=s3cret", "x"), 200, BadData, "a page instead of data: “see”.$"),
    ],
)
def test_a_page_instead_of_data_has_plain_words(body: bytes, status: int, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        parse_response(answer(body, status), NOW)
    assert type(caught.value) is error
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 160
