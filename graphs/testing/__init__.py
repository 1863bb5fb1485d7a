"""The store contract as tests: what every store keeps to, with random histories. Needs pytest."""
