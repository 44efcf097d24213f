"""The rules of collection: standard library only, frozen values and pure functions."""
