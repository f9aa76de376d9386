"""From clips, photos and painted pictures to the weights of `promptkit/nets/model`: a small network taught by LPIPS."""
