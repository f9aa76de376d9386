"""One file a provider: what turns a shot into a clip."""
