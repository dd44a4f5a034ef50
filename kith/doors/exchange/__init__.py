"""Exchange: other people's formats, one folder per format and edition. So far where each of their fields lives (docs/returns.md)."""
