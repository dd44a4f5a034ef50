"""What is worth a question, and why."""
