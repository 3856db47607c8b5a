"""The thesis view: the ledger of claims."""
