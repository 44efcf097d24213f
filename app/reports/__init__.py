"""Documents drawn from data: no store, no window, no clock."""
