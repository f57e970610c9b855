"""The administration as the head of the office and the administrator use it."""
