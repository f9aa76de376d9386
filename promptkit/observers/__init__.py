"""One file an observer: one pass over the frames of a clip, small arrays on a time axis out."""
