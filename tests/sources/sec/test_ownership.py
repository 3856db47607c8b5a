"""Form 4: purchases on the open market, and nothing else; what is not stated is unknown."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.insiders.filing import InsiderFiling, InsiderTrade
from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.daily_index import IndexEntry
from r2k_tui.sources.sec.ownership import parse_ownership
from tests.cases import cases
from tests.fakes.insider_statements import HEAD, TAIL, owner, statement, trade

ENTRY = IndexEntry("0000000001-25-000001", "4", "1001", "2025-09-17", "edgar/data/1001/0000000001-25-000001.txt")
BOUGHT = trade("2025-09-15", "100", "12.5")


def parsed(data: bytes, symbols: tuple[str, ...] = ("AAA",)) -> InsiderFiling:
    return parse_ownership(data, ENTRY, symbols)


def test_purchases_of_one_filing() -> None:
    rows = (
        BOUGHT,
        trade("2025-09-16-05:00", "1000.5", "12.75"),
        trade("2025-09-15", "50", "0", code="A"),
        trade("2025-09-15", "70", "13", code="M"),
        trade("2025-09-15", "30", "13", code="F", way="D"),
        trade("2025-09-15", "40", "13", code="S", way="D"),
        trade("2025-09-15", "60", "13", way="D"),
        trade("2025-09-15", "500", "1", table="derivative"),
    )
    role = "<isDirector>true</isDirector><isOfficer>1</isOfficer><officerTitle>Counsel</officerTitle>"
    found = parsed(statement(1001, (owner(9001, role=role),), rows))
    assert found.purchases == (InsiderTrade("2025-09-15", 100.0, 12.5), InsiderTrade("2025-09-16", 1000.5, 12.75))
    assert (found.symbol, found.issuer, found.filed, found.period) == ("AAA", "1001", "2025-09-17", "2025-09-15")
    assert [(one.cik, one.name, one.role) for one in found.owners] == [("9001", "Doe Person 9001", "director, Counsel")]
    assert not found.plan and not found.amends


@cases("price", ["", "0", "0.00", "n/a", "1e400", "-5", "nan", "1_000"])
def test_a_price_that_is_not_stated_is_unknown_and_not_zero(price: str) -> None:
    (one,) = parsed(statement(1001, trades=(trade("2025-09-15", "100", price),))).purchases
    assert (one.shares, one.price) == (100.0, None)


def test_shares_that_are_not_stated_are_unknown() -> None:
    assert parsed(statement(1001, trades=(trade("2025-09-15", "", "5"),))).purchases[0].shares is None


@cases(("flag", "plan"), [("1", True), ("true", True), ("0", False), ("false", False), ("", False)])
def test_a_plan(flag: str, plan: bool) -> None:
    field = f"<aff10b5One>{flag}</aff10b5One>" if flag else ""
    assert parsed(statement(1001, trades=(BOUGHT,), plan=field)).plan is plan


def test_joint_owners_and_an_amendment() -> None:
    more = "<dateOfOriginalSubmission>2025-09-12</dateOfOriginalSubmission>"
    pair = (owner(9001, "Fund LP", "<isTenPercentOwner>1</isTenPercentOwner>"), owner(9002), owner(9002, "again"))
    found = parsed(statement(1001, pair, (BOUGHT,), form="4/A", more=more))
    assert (found.form, found.amends, found.original) == ("4/A", True, "2025-09-12")
    assert [(one.cik, one.role) for one in found.owners] == [("9001", "10% owner"), ("9002", "director")]


def test_of_two_share_classes_the_one_that_is_named() -> None:
    both = ("MOG-A", "MOG-B")
    assert parsed(statement(1001, symbol="MOG.B"), both).symbol == "MOG-B"
    assert parsed(statement(1001, symbol="NYSE: MOG"), both).symbol == "MOG-A"


def test_a_filing_about_another_company_belongs_to_no_member() -> None:
    found = parsed(statement(2002, trades=(BOUGHT,)))
    assert (found.symbol, found.purchases) == ("", ())


def test_hostile_text_becomes_one_plain_line() -> None:
    name = "&lt;b&gt;[red]Doe&#10;\x9b31m\u202eevil[/red]"
    role = "<isOther>1</isOther><otherText>\u200bx&#9;y</otherText>"
    (one,) = parsed(statement(1001, (owner(9001, name, role),), (BOUGHT,))).owners
    assert (one.name, one.role) == ("<b>[red]Doe 31mevil[/red]", "x y")


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><ownershipDocument>&c;</ownershipDocument>'


@cases(
    ("data", "words"),
    [
        (f"{HEAD}{BOMB}{TAIL}".encode(), "document type"),
        (f"{HEAD}<a><b></a>{TAIL}".encode(), "not XML"),
        (f"{HEAD}<edgarSubmission/>{TAIL}".encode(), "no statement of ownership"),
        (b"<SEC-DOCUMENT>\nno document", "no statement of ownership"),
        (HEAD.encode(), "no statement of ownership"),
        (b"", "no statement of ownership"),
        (statement(1001, form="3"), "is form 3, not 4"),
        (statement(1001, trades=(trade("2025-09-18", "1", "1"),)), "filed on 2025-09-17 has a purchase of 2025-09-18"),
        (statement(1001, trades=(trade("1925-09-15", "1", "1"),)), "a purchase of 1925-09-15"),
        (statement(1001, trades=(trade("soon", "1", "1"),)), "a purchase of soon"),
        (statement(1001, trades=(trade("", "1", "1"),)), "a purchase of no day"),
        (statement(1001, (owner("none"),)), "a person without a number"),
        (statement(1001, [owner(n) for n in range(1, 60)]), "names 59 reporting persons"),
        (statement(1001, trades=[BOUGHT] * 1001), "more than 1,000 transactions"),
        (statement(1001, plan="<aff10b5One>maybe</aff10b5One>"), "'maybe' where yes or no belongs"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parsed(data)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with suppress(BadData):
        parsed(HEAD.encode() + data + TAIL.encode())


def test_the_form_is_read_without_a_network_or_a_file(tmp_path: Path) -> None:
    external = f'<!DOCTYPE a SYSTEM "file://{tmp_path}/secret"><ownershipDocument/>'
    with pytest.raises(BadData, match="document type"):
        parsed(f"{HEAD}{external}{TAIL}".encode())
