"""What can and cannot be true about people. Plain values in, verdicts out."""
