"""Sentences, normalising, language and force: what can be told of a text from its words alone."""
