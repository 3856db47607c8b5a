"""The thesis ledger: claims, the checks they are put to, and what came of them."""
