"""How the models in `promptkit/nlp/` are trained; not part of the wheel."""
