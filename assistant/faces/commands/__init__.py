"""Families of commands of the command line, a module each: ``register`` adds their arguments, ``run`` carries them out."""
