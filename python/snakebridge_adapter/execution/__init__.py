"""Running user code: calls, statements, streams, callbacks, and what it raises."""
