"""Why an object cannot be written in the form a person asked for."""

from __future__ import annotations


class Refused(Exception):
    """There is no such text; the message says why, to a person."""
