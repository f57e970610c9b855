"""Views of lists: columns, names, the menu."""
