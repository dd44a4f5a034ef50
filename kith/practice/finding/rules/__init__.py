"""Reading the box and ranking who was found. Plain values in, verdicts out."""
