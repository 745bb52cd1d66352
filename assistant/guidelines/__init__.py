"""The asker's own guidelines: texts that are searched beside the corpus for one session."""
