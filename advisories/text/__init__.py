"""Markdown -> sanitised HTML -> reading text, and the difference of two texts. Imports no other room."""
