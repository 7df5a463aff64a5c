"""Where logs of events live."""
