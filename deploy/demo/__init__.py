"""Invented people and their story over two years, told through the front desks; nobody in it is real."""
