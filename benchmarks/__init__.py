"""Figures beside the physical limit of the same run: ``python -m benchmarks --cases 100000``."""
