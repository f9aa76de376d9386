"""What is seen in photos and reference videos, built by hand: rules are tested without a detector."""

from dataclasses import replace
from pathlib import Path

from promptkit.lint import check_shot
from promptkit.observers._looks import Photo, Take
from promptkit.testing import example_shot

ASSETS = Path(__file__).parent / "assets"
"""Drawn by `draw.py` there."""
PHOTO = Photo(width_px=2000, height_px=2000, faces=((400, 200, 1100, 1400),), is_doubtful=False, grey=130.0)
"""A close-up of one person, well lit."""
TAKE = Take(
    seen_s=8.0, cuts_s=(), samples=16, with_face=16, with_several=0, room_below=1.0, shake=0.001, travel=0.02,
    growth=0.01, turn_rad=0.01, agreement=0.9, subject_speed=0.02,
)  # fmt: skip
"""One person who talks, on a tripod."""


def messages(rule, monkeypatch, *, photo=None, take=None, text="She keeps the red coat, studio floor.", **shot):
    """What a rule says of a shot whose photo and video show this; fields as changes of `PHOTO` and `TAKE`."""
    module = rule.check.__module__
    for name, seen in (("photo_of", photo), ("take_of", take)):
        if seen is not None:
            known = replace(PHOTO if name == "photo_of" else TAKE, **seen)
            monkeypatch.setattr(f"{module}.{name}", lambda _shot, known=known: known)
    given = {"target": "kling-3.0-motion-control", "image": "her.png", "reference_video": "dance.mp4"} | shot
    options = given.pop("options", None)
    return check_shot(example_shot("", prompt=text, **given), [rule], options=options and {rule.name: options})


def real(rule, *, text="She keeps the red coat, studio floor.", **shot):
    """What a rule says of a shot with files that exist."""
    return check_shot(example_shot("", prompt=text, **{"target": "kling-3.0-motion-control"} | shot), [rule])
