"""How a passage is found: encoders, vectors, words, building and searching."""
