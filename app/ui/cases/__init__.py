"""The parts of the page of all cases: filters, saved views, table."""
