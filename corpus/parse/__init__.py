"""Publishers' and institutions' files read into one shape: see ``corpus.parse.parsed``; ``corpus.parse.read.parse`` chooses the parser."""
