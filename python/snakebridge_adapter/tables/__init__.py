"""Objects as tables of cells. A person opened them so: their libraries may run, the user's classes do not."""
