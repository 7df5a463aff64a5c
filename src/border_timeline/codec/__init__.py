"""Between events and the text they are written in."""
