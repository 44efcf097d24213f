"""The practice portfolio: real figures, invented people, a store of its own that says so."""

from app.services.sample.building import MOST_CASES, Built, build

__all__ = ["MOST_CASES", "Built", "build"]
