"""Practice: the work itself, from the top floor down. A room may import what stands below it, never beside or above."""
