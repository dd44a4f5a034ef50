"""Doors: ways in and out. A door uses any room's commands and queries; doors never import each other."""
