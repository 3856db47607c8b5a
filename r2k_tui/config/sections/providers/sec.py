"""Access to filings at the SEC."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section

CONTACT = r"^([!-?A-~]{1,64}@[!-?A-~]{1,120})?$"
PATTERNS = {CONTACT: 'an e-mail address, or ""'}


class SecSettings(Section, frozen=True):
    """Access to EDGAR, the SEC's archive of filings."""

    contact: Annotated[str, msgspec.Meta(pattern=CONTACT)] = ""
    """E-mail address that the SEC requires in every request; "" disables these requests."""
    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of the SEC's hosts, with path and query unchanged; "" is the SEC itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 30.0
    """Seconds after which a request fails."""
    requests_per_second: Annotated[float, msgspec.Meta(ge=0.1, le=8)] = 4.0
    """Maximum requests per second, all kinds together; the SEC permits ten."""
    insiders: bool = True
    """Whether purchases of the members' insiders are fetched."""
    insider_days: Annotated[int, msgspec.Meta(ge=1, le=90)] = 30
    """Days of filings that the first start fetches, newest first."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
