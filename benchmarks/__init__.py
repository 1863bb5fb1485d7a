"""Measurements, side by side with an alternative in one run; printed as ratios, never asserted in tests."""
