"""Exchange: other people's formats, one folder per format and edition. None yet: the statutory returns come to live here."""
