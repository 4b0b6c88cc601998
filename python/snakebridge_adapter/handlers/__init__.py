"""Functions that answer requests, one per wire method, grouped by subject."""
