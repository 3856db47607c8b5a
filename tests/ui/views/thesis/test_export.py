"""Claims as a table, and one of them as a copy."""

from __future__ import annotations

from tests.ui.views.thesis.test_ledger 
