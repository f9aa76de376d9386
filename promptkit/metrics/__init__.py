"""One file a metric: pure arithmetic on observations (numpy in, one number and its detail out)."""
