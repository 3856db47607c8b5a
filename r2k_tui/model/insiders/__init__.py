"""Purchases of insiders: their filings, and what the filings of a period say about the members."""
