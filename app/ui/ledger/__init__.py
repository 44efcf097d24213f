"""The ledger of a case: what was owed on a day and why, and what changes it."""
