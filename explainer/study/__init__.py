"""Remembering what was read: cards and their reviews, questions on whose argument is whose."""
