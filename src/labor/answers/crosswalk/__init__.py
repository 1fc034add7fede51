"""Codes of one list in another: the verb, its answer and its command."""
