"""Forty companies whose ranks and bands are computed by hand, ties included. Caps in billions; they sum to 1,000.

| ranks | cap each | cumulative | fund |
| --- | --- | --- | --- |
| 1-4 | 106 | 424 | L |
| 5-8 | 50 | 624 | L |
| 9-12 | 25 | 724 | L, and S09 of S |
| 13-16 | 20 | 804 | L, and S13 of S |
| 17-19 | 15 | 849 | L, and S17 of S |
| 20 | 13 | 862 | L: the breakpoint at rank 20, percentile 0.862 |
| 21 | 12 | 874 | S |
| 22 | 11 | 885 | L |
| 23-24 | 10 | 905 | L23 of L, S24 of S |
| 25-28 | 8 | 937 | L25 of L, the rest S |
| 29-36 | 6 | 985 | S |
| 37 | 5 | 990 | S |
| 38 | 4 | 994 | S |
| 39-40 | 3 | 1000 | S |

The band of 0.025 reaches from 0.837 to 0.887: beyond it above lies 0.804 (cap 20), beyond it below 0.905 (cap 10).
"""

from __future__ import annotations

from r2k_tui.analytics.membership.ranks import Company

BILLION = 1e9
# Number of companies, cap of each, cumulative cap with them.
STEPS = (
    *((4, 106, 424), (4, 50, 624), (4, 25, 724), (4, 20, 804), (3, 15, 849), (1, 13, 862), (1, 12, 874), (1, 11, 885)),
    *((2, 10, 905), (4, 8, 937), (8, 6, 985), (1, 5, 990), (1, 4, 994), (2, 3, 1000)),
)
SMALL = {9, 13, 17, 21, 24, *range(26, 41)}


def companies() -> list[Company]:
    """The forty companies, smallest first: the order of the lists means nothing."""
    caps = [cap for count, cap, _ in STEPS for _ in range(count)]
    rows = []
    for place, cap in enumerate(caps, 1):
        fund = "S" if place in SMALL else "L"
        rows.append(Company(f"{fund}{place:02d}", f"NUMBER{place} INC", fund, cap * BILLION))
    return rows[::-1]
