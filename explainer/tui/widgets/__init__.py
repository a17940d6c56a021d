"""What is drawn on the screens. Values go down as attributes, what happened comes up as messages."""
