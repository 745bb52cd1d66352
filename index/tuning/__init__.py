"""Tuning the embedded encoder on the corpus's expected questions. Run by hand (``python -m index.tuning``), never by the program."""
