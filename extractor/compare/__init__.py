"""Observations to forces side by side, or the reason why not."""
