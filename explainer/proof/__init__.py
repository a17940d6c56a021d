"""What can happen to any reader of a pack: every state that matters, searched to the end.

It knows the story's rules from the engine and the pack from the model; it reads no files and
draws nothing. What it finds comes with the shortest way there, which the engine has replayed.
"""
