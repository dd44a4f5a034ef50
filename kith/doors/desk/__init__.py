"""Desk: pages made of several rooms. My list, the person's record and its tabs, prints, error pages."""
