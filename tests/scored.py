"""One clip scored as `plan` says, for tests."""

from promptkit.clip import open_clip
from promptkit.score import measure, plan


def score_clip(path, **options):
    return measure(open_clip(path), plan(**options))
