"""How good the answers are: hide what is known, ask, and see at which rank it comes back."""
