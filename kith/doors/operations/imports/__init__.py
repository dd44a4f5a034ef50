"""`kith import`: real people's files. All of a file or nothing of it; each bad row is named with its line, field and fix."""
