"""How findings are printed, one file a format."""
