"""The places a reader can be: title page, reading room, and what is laid over it."""
