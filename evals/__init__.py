"""How good the assistant is: questions, metrics, peers, dated results."""
