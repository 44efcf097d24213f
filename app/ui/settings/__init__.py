"""The parts of the page of settings: preferences, the store, the rules."""
