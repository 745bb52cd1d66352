"""Official texts, fetched on the user's machine from their publishers, and laid beside the corpus."""
