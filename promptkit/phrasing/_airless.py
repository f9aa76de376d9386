"""Where no air blows: outside a spacecraft, in one, on the moon; and where things have no weight."""

import re

from promptkit.patterns import lazy

_CRAFT = (
    r"(?:space[- ]?(?:station|ship|craft|shuttle|capsule|module|lab)|starship|"
    r"(?:space|orbital)\s+\w+\s+(?:station|module)|orbiter|orbital\s+(?:station|module|lab\w*)|iss|international\s+space\s+station|airlock)"
)
_IN_A_CRAFT = (
    r"(?:in|inside|aboard|on\s+board|on|outside|within|from|of|through)\s+(?:(?:an?|the|his|her|their|its)\s+)?"
    rf"(?:[\w'’-]+\s+){{0,3}}?{_CRAFT}\b"
)
_CREW = (
    r"(?:astronauts?|cosmonauts?)\b(?=[^.!?]{0,200}\b(?:capsule|module|cabin|cockpit|cupola|hatch|visor|earth\s+below)\b)|"
    r"\b(?:capsule|module|cabin|cockpit|cupola)\b(?=[^.!?]{0,200}\b(?:astronauts?|cosmonauts?)\b)"
)
_IN_FREE_FALL = (
    rf"zero[- ]g(?:ravity)?|micro[- ]?gravity|weightless\w*|space\s?walk\w*|"
    rf"in\s+(?:outer\s+|deep\s+|open\s+)?space\b(?!\s+of)|in\s+(?:\w+\s+)?orbit|{_CREW}"
)
WEIGHTLESS = lazy(rf"\b(?:{_IN_FREE_FALL}|{_IN_A_CRAFT})", re.IGNORECASE)
"""Where things float by themselves."""
NO_AIR = lazy(
    rf"\b(?:{_IN_FREE_FALL}|{_IN_A_CRAFT}|vacuum|(?:moon|lunar|asteroid)\s?(?:base|station|colony|outpost|surface|crater|lander)|"
    r"(?:on|of|across|over)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?(?:moon(?!light|lit)|asteroid|comet)\b)",
    re.IGNORECASE,
)
"""Where no wind can be blamed."""
