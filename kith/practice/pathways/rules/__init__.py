"""What a pathway is, how it is read from YAML, and the verdicts on its steps. No Django."""
