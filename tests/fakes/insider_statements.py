"""Statements of ownership as EDGAR has them: the form as XML within a submission of several documents.

statement(1001, owners=(owner(1),), trades=(trade("2025-09-15", "100", "12.5"),))
"""

from __future__ import annotations

from collections.abc import Sequence

HEAD = (
    "<SEC-DOCUMENT>0000000001-25-000001.txt : 20250917\n<SEC-HEADER>0000000001-25-000001.hdr.sgml : 20250917\n"
    "CONFORMED SUBMISSION TYPE:	4\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>4\n<SEQUENCE>1\n<FILENAME>form4.xml\n"
    "<DESCRIPTION>PRIMARY DOCUMENT\n<TEXT>\n<XML>\n"
)
# A power of attorney, which is a web page, follows in the same file.
TAIL = (
    "\n</XML>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-24\n<TEXT>\n<html><head><title>Power of Attorney</title>"
    "</head><body><p>Know all men by these presents</p></body></html>\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
)


def owner(cik: int | str, name: str = "", role: str = "<isDirector>1</isDirector>") -> str:
    """One reporting person."""
    return (
        f"<reportingOwner><reportingOwnerId><rptOwnerCik>{cik:0>10}</rptOwnerCik>"
        f"<rptOwnerName>{name or f'Doe Person {cik}'}</rptOwnerName></reportingOwnerId>"
        f"<reportingOwnerRelationship>{role}</reportingOwnerRelationship></reportingOwner>"
    )


def trade(day: str, shares: str, price: str, code: str = "P", way: str = "A", table: str = "nonDerivative") -> str:
    """One transaction; an empty price is one that a footnote replaces."""
    stated = f"<value>{price}</value>" if price else '<footnoteId id="F1"/>'
    count = f"<value>{shares}</value>" if shares else '<footnoteId id="F2"/>'
    return (
        f"<{table}Transaction><securityTitle><value>Common Stock</value></securityTitle>"
        f"<transactionDate><value>{day}</value></transactionDate><transactionCoding><transactionFormType>4"
        f"</transactionFormType><transactionCode>{code}</transactionCode></transactionCoding><transactionAmounts>"
        f"<transactionShares>{count}</transactionShares><transactionPricePerShare>{stated}</transactionPricePerShare>"
        f"<transactionAcquiredDisposedCode><value>{way}</value></transactionAcquiredDisposedCode></transactionAmounts>"
        f"</{table}Transaction>"
    )


def statement(
    issuer: int,
    owners: Sequence[str] = (),
    trades: Sequence[str] = (),
    *,
    symbol: str = "AAA",
    form: str = "4",
    period: str = "2025-09-15",
    plan: str = "<aff10b5One>0</aff10b5One>",
    more: str = "",
) -> bytes:
    """A whole submission; derivative transactions go to their own table."""
    plain = "".join(row for row in trades if row.startswith("<nonDerivative"))
    derivative = "".join(row for row in trades if row.startswith("<derivative"))
    people = "".join(owners or (owner(9001),))
    return (
        f'{HEAD}<?xml version="1.0"?>\n<ownershipDocument><schemaVersion>X0508</schemaVersion>'
        f"<documentType>{form}</documentType><periodOfReport>{period}</periodOfReport>{more}"
        f"<issuer><issuerCik>{issuer:010d}</issuerCik><issuerName>ISSUER {issuer} INC</issuerName>"
        f"<issuerTradingSymbol>{symbol}</issuerTradingSymbol></issuer>{people}{plan}"
        f"<nonDerivativeTable>{plain}</nonDerivativeTable><derivativeTable>{derivative}</derivativeTable>"
        f"<remarks></remarks></ownershipDocument>{TAIL}"
    ).encode()
