"""Letters: drafted from the ledger, refused where they would lie, issued once, kept byte for byte."""
