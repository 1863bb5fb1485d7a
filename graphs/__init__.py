"""What we reason with: stores, the network built from them, gaps, balance and their pictures."""
