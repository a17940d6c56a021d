"""Remembering what was read: which card is asked when, what it asks, and what was answered.

Cards come only from claims the reader has met, and come back as ``fsrs`` says; beside them stand
questions on whose argument is whose. Knows no face: a session hands over state, clock and store,
and a face the dice.
"""
