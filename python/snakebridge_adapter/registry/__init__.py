"""What is alive, for how long, and under which names. Knows no I/O and no clock of its own."""
