"""What the sources say: documents, editions, provisions, sentences and the knowledge written about them."""
