"""Objects as they show themselves: pictures and HTML."""
