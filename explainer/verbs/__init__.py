"""What a typed line means. One vocabulary for the prompt of the screen and for line mode.

``matching`` finds nouns forgivingly, ``vocabulary`` lists the verbs, ``commands`` are the meanings,
``parse`` goes from the one to the other, ``completion`` says what may come next.
"""
