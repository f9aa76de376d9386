"""One file a rule; `promptkit rule NAME` shows its page. Adding one touches that file and its test."""
