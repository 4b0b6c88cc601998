"""From selected text to the request it stands for. Text and names are read; nothing is run, nothing is sent."""
