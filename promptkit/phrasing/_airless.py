"""Where no air blows: outside a spacecraft, in one, on the moon; and where things have no weight."""

from promptkit.patterns import lazy

_CRAFT = (
    r"(?:space[- ]?(?:station|ship|craft|shuttle|capsule|module|lab)|starship|"
    r"(?:space|orbital)\s+\w+\s+(?:station|module)|orbiter|orbital\s+(?:station|module|lab\w*)|iss|international\s+space\s+station|air\s?lock)"
)
_IN_A_CRAFT = (
    r"(?:in|inside|aboard|on\s+board|on|outside|within|from|of|through)\s+(?:(?:an?|the|his|her|their|its)\s+)?"
    rf"(?:[\w'’-]+\s+){{0,3}}?{_CRAFT}\b"
)
_CREW = (
    r"(?:astronauts?|cosmonauts?)\b(?=[^.!?]{0,200}\b(?:capsule|module|cabin|cockpit|cupola|hatch|visor|"
    r"earth\s+below)\b)|"
    r"\b(?:capsule|module|cabin|cockpit|cupola)\b(?=[^.!?]{0,200}\b(?:astronauts?|cosmonauts?)\b)"
)
_IN_FREE_FALL = (
    r"zero[- ]?g(?:ravity)?|micro[- ]?gravity|weightless(?:ness|ly)|weightless(?!\s+(?:\w+\s+)?(?:silk|fabrics?|cloth|"
    r"scar(?:f|ves)|dress(?:es)?|veils?|gowns?|feathers?|beauty|feeling)\b)|space\s?walk\w*|"
    rf"in\s+(?:outer\s+|deep\s+|open\s+)?space\b(?!\s+(?:of|between|behind|under|beside|around|next|for)\b)|"
    rf"in\s+(?:\w+\s+)?orbit|{_CREW}"
)
_WEIGHTLESS = lazy(rf"(?i)\b(?:{_IN_FREE_FALL}|{_IN_A_CRAFT})")
"""Where things float by themselves."""
_ORB = r"(?:the\s+|an?\s+)?(?:\w+\s+)?(?:moon|asteroid|comet)"
_NO_AIR = lazy(
    r"(?i)\b(?:(?:moon|lunar|asteroid)(?:['’]s)?\s?(?:base|station|colony|outpost|surface|craters?|lander|landscape|soil|dust|plains?|rover)|"
    rf"(?:on\s+|(?:surface|craters?|plains?|hills?|mountains?|dust|soil|(?:far|dark|other)\s+side)\s+of\s+){_ORB}"
    r"(?!\s+(?:pub|inn|bar|caf[eé]|hotel|restaurant|lake|river|bay|beach|street|road|gate|hill)\b|[-\w'’])|"
    r"(?:in|into|through)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?vacuum(?=\s*(?:$|[,.;:!?])|\s+(?:chamber|of|in|on|with|and|while|as)\b)|"
    r"vacuum\s+(?:chamber|of\s+space))"
)


def is_weightless(prompt: str) -> bool:
    """Whether things float there by themselves."""
    return _WEIGHTLESS.search(prompt) is not None


def is_airless(prompt: str) -> bool:
    """Whether no wind can be blamed there: on the moon, in a vacuum, where nothing has weight."""
    return is_weightless(prompt) or _NO_AIR.search(prompt) is not None
