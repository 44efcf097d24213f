"""The same services without a window, one file a noun."""
