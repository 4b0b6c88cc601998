"""How values and messages look on the wire, both ways. Knows no I/O and runs no user code."""
