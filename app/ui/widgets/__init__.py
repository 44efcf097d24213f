"""Widgets that know no service: they get texts and callables and say what the user did."""
