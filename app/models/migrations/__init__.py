"""The store's schema, step by step. A revision spells its statements out and never imports app.models."""
