"""The parts of the page of promises and plans."""
