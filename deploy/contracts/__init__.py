"""The bus as partners see it: JSON schemas of every letter and the AsyncAPI document, made from the messages."""
