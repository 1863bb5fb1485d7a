"""What would change if plants came, and the fewest products to add so that something can be made here."""
