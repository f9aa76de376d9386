"""The kinds of own rule: one file each, found by `promptkit.registry`."""
