"""The risk checklist: which themes a described situation calls for, and what to check."""
