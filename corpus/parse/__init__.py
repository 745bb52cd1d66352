"""Publishers' and institutions' files read into one shape: see ``corpus.parse.parsed``."""
