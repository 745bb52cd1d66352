"""An answer or checklist as something to keep: plain text, Markdown, JSON."""
