"""The store: tables, sessions, upgrades. No rules."""
