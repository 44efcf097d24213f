"""File in: placement, balance refresh and payment files, and one debtor entered by hand."""
