"""What decides about accounts: pure functions, values in, objections or values out."""
