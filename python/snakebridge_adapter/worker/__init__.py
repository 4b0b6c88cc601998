"""The process: descriptors, threads, the loop that reads and executes, and how it ends."""
