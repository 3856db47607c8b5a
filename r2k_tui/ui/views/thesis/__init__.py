"""View 8: the ledger of claims."""
