"""What is kept between starts: runs with every step, places on pages, settings. SQLite.

Knows steps only as short texts; what they mean is the engine's business.
"""
