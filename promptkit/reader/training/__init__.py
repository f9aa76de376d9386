"""From the marked prompts of `datasets/scenes` to the weights of `promptkit/reader/model`."""
