"""How good the assistant is: questions, metrics, baselines, dated results."""
