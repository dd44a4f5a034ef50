"""The code sets of the returns, the typed facts beside steps, and the verdicts on their values. No Django."""
