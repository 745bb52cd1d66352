"""What must hold of the corpus, a subject a module; ``corpus.check`` runs them all."""
