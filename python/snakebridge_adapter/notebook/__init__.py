"""Cells of a notebook: source as people write it there, what it shows, and what stays."""
