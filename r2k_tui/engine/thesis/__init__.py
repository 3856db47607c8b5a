"""The thesis ledger: claims, their tests, and the verdicts."""
