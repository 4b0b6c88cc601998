"""Objects as text to take along: value, expression, path, JSON, calls. Looking only, no code of the user runs."""
