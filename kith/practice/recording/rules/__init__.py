"""What an entry needs to be finished, and what files may be kept. Plain values in, verdicts out."""
