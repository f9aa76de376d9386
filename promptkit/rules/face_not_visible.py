"""`face-not-visible`: the image of a person shows no face, several, or one in the dark."""

import re
from collections.abc import Iterator

from promptkit.observers._looks import Photo, is_about_a_person, photo_of
from promptkit.patterns import lazy
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

NOT_HUMAN = lazy(
    r"\b(?:anime|animated|cartoon\w*|manga|comic|drawn|drawing|illustrat\w+|clay\w*|puppets?|dolls?|plush\w*|toys?|"
    r"mascots?|robots?|androids?|aliens?|creatures?|monsters?|dragons?|skeletons?|statues?|sculptures?|animals?|cats?|"
    r"kittens?|dogs?|pupp(?:y|ies)|foxe?s?|bears?|birds?|rabbits?|bunn(?:y|ies)|horses?|monkeys?|apes?|lions?|tigers?|"
    r"frogs?|masks?|masked|helmets?|faceless|astronauts?)\b",
    re.IGNORECASE,
)
"""Who need not have a face that a detector of human faces finds."""


@rule(code="AST007", family="assets", severity="warning")
def face_not_visible(shot: Shot, target: Target | None, *, darkest: float = 40.0) -> Iterator[Finding]:
    """The image that should show one person's face shows none, several, or one that is too dark.

    Why:
        Motion control and avatar models take the person from this image. Without a face the service refuses it or
        makes one up; of several it picks one; of a dark one it guesses the features.
    Bad:
        prompt: She keeps the red coat, studio floor.
        target: wan-2.2-animate
        image: tests/assets/two-people.jpg
    Good:
        prompt: She keeps the red coat, studio floor.
        target: wan-2.2-animate
        image: https://example.com/one-person.png
    Fix:
        None: pictures are not changed. No face is not reported where the detector has a doubt, nor where the prompt
        speaks of somebody who is no human being or whose face is covered (cartoon, robot, cat, helmet). Option
        `darkest`: least median grey level of the face, 0 to 255.
    References:
        Alibaba Model Studio, Wan Animate (2026-08-22): one person, face visible; refused with
        InvalidImage.NoHumanFace. Runway SDK 5.13.0, act_two: a character with a visible face. Measured on 114 photos
        of four public sets (`faces/`): each has a sure face; its median grey level is 75 or more, and 40 is that of
        the same photos four stops darker. The two that show several people are told from the 112 others.
    """
    photo = photo_of(shot) if is_about_a_person(target) else None
    if photo is None or target is None:
        return
    for complaint in _complaints(photo, shot.prompt, darkest):
        yield Finding.of_key(shot, "image", f"image {shot.image}: {complaint} ({target.name})")


def _complaints(photo: Photo, prompt: str, darkest: float) -> Iterator[str]:
    if photo.people > 1:
        yield f"it shows {photo.people} faces, and the model picks one; crop it to the person you mean"
    elif photo.faces and photo.grey < darkest:
        yield f"the face is dark (grey level {photo.grey:.0f} of 255), its features are guessed; use a brighter picture"
    elif not photo.faces and not photo.is_doubtful and not NOT_HUMAN.search(prompt):
        yield "no face can be seen in it; use a picture of one person who faces the camera"
