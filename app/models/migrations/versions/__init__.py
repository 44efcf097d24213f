"""One file a revision, NNNN_slug.py, in one line."""
