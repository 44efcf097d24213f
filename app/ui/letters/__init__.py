"""The parts of the page of letters."""
