"""Under somebody who only sits there a horse moves first."""

from promptkit.lexicon import Being, Found, beings
from promptkit.patterns import lazy
from promptkit.phrasing._hindered import FACE_FILLS, HEAD_ONLY, in_the_frame, that_fit
from promptkit.phrasing._idea import Idea, by_prompt, slots
from promptkit.phrasing._picture import Picture
from promptkit.phrasing._shown import is_image

_ON_IT = lazy(
    r"(?i)[^.;:!?]*?\b(?:on|astride|atop|riding)\s+(?:an?|the|his|her|one)\s+(?:(?!(?:and|or|of|with|in|on|by|near)\b)[\w'’-]+\s+){0,3}"
)
"""Between a rider and the mount."""
_IN_THE_SADDLE = lazy(
    r"(?i)\b(?:on\s+horseback|in\s+the\s+saddle)\b(?=\s*(?:$|[,.;:!?])|\s+(?:and|in|on|at|of|with|near|by|under|over|"
    r"against|as|before|behind|beside|from|through)\b)"
)
"""What tells of a horse that is not named."""


def mount_moves(picture: Picture, rider: Found[Being]) -> list[Idea]:
    """What the horse does under the one person of a picture; nothing where there is none, or it is not in the frame."""
    horse = _under(picture, rider) if rider.entry.human and not rider.plural else None
    if horse is None or HEAD_ONLY.search(picture.prompt) or FACE_FILLS.search(picture.prompt):
        return []
    texts = by_prompt(picture.prompt, horse.entry.first["ridden"])
    fitting = in_the_frame(that_fit(texts, picture, horse), picture, horse)
    return [Idea(text, slots(picture, horse), f"the {horse.noun} ") for text in fitting]


def _under(picture: Picture, rider: Found[Being]) -> Found[Being] | None:
    """The animal that somebody sits on."""
    for other in picture.everybody:
        ridden = "ridden" in other.entry.first and not other.plural and not is_image(picture.prompt, other)
        if ridden and _ON_IT.fullmatch(picture.prompt, rider.end, other.start):
            return other
    told = _IN_THE_SADDLE.search(picture.prompt, rider.end, picture.at)
    if told is None:
        return None
    horse = next(each for each in beings() if "horse" in each.nouns)
    return Found(horse, told.start(), told.end(), "horse", plural=False)
