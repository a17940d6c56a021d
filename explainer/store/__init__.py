"""What is kept between starts: runs with every step, notes, answers to cards, settings. SQLite.

Knows steps only as short texts; what they mean is the engine's business.
"""
