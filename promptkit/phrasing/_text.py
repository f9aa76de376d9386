"""What kind of text a prompt is: a picture of what is there now, or one to which no motion can just be added."""

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy

_TELLS = lazy(
    r"\b(?:(?i:she|he|they|we|you)|I)\s+"
    r"(?!(?:is|are|was|were|has|have|wears?|looks?|stands?|sits?|lies|holds?|had|all|both)\b)[a-z]+\b"
    r"|(?i:\b(?:discovers|finds|decides|reali[sz]es|learns|meets|tries|becomes|begins|starts|visits|arrives|helps|notices|remembers|believes|hopes|"
    r"legends? of|legend says|used to|(?:is|are) said to|(?:is|are) afraid|"
    r"can (?:say|speak|talk|sing|count|play|do|fly|run|swim|climb|jump|tell|read|see|hear|smell|find|open|make|eat)|"
    r"reali[sz]e|discover|understand|learn|decide|explain|promise|defeat|rescue|ever after|once upon|"
    r"(?:is|are) restored)\b)"
)
"""A story: what happens is told and not seen, and a breath put behind it would be beside the point."""
_NUMERAL = lazy(r"\b(?!(?:And|As|But|If|So|Then|When|Where|While)\b)[A-Z][\w'’-]{0,30}\s+I\b")
"""An I that counts: World War I, Elizabeth I."""
_GOES = (
    r"push(?:es|ed|ing)?|doll(?:y|ies|ied|ying)|track(?:s|ed|ing)?|fl(?:y|ies|ew|own|ying|ight)|glid(?:es?|ed|ing)|"
    r"mov(?:es?|ed|ing|ement)|drift(?:s|ed|ing)?|travel(?:s|l?ed|l?ing)?|walk(?:s|ed|ing)?|sweep(?:s|ing)?|swept|"
    r"wip(?:es?|ed|ing)|pan(?:s|ned|ning)?"
)
_MAY_GO = r"cran(?:es?|ed|ing)|ris(?:es?|en|ing)|turn(?:s|ed|ing)?|com(?:es?|ing)|float(?:s|ed|ing)?"
"""Words that are said of other things than the camera too: light comes from the left, a mountain rises from the sea."""
_PASSES = lazy(
    rf"(?i)\b(?:{_GOES})\s+(?:\w+\s+){{0,2}}(?:through|past|into|out of(?! focus)|until|closer)\b"
    rf"|\b(?:camera|drone|lens|view|shot|we)\b[^.]{{0,40}}\b(?:{_MAY_GO})\s+(?:\w+\s+){{0,2}}"
    r"(?:through|past|into|out of(?! focus)|until|closer)\b"
    rf"|\b(?:{_GOES})\s+(?:\w+\s+){{0,2}}(?:off|from)\b"
    r"|\b(?:fly|walk)-?through\b"
    r"|\bcamera\b[^.]{0,80}\b(?:through|past|into|out of(?! focus)|until|then)\b|\brising until\b"
    r"|\bpov\b|\briding\b|\bfrom (?:outer )?space\b|\bpull(?:s|ing)? (?:back|out)\b"
)
"""A camera that goes through and past things does not see them move for long."""
_PAST = lazy(r"\b(?:was|were|had|kept|did|began|started|stood|sat|lay|hung|looked|wore|went|came|became|got)\b")
_PRESENT = lazy(r"\b(?:is|are|has|have|stands?|sits?|lies|hangs?|looks?|wears?|am|does|[a-z]+ing)\b")
_TOLD_AS_PAST = lazy(r"\b(?:they|he|she|it|we|this|that|[A-Z]\w+) (?:was|were)\b")
_REASONS = lazy(
    r"(?i)\b(?:should|must|would|could|(?-i:may)|might|cannot|\w+n['’]t|due to|because|therefore|e\.g|i\.e|in order to|"
    r"consistent(?:ly)? with|maintain(?:s|ing)? (?:its|their|the|typical|consistent)|irregularit\w+|overall|typically|"
    r"the (?:video|scene|clip|image|shot|footage) (?:should|must|depicts|illustrates|demonstrates)|"
    r"make sure|ensure|idk|dunno|i guess|something (?:\w+ )?with|"
    r"(?:often|usually|commonly) (?:found|seen|used|associated)|remember|please|i don.t care|whatever|no matter)\b"
)


_PIECED = lazy(r"(?i)\bwith the (?:\w+ )?(?:body|head|legs|wings|tail|shell|horns|eyes|ears|neck|face|fins|trunk) of\b")
"""A being put together of several, of which nobody knows how it moves."""
_PAINTED = lazy(
    r"(?i)^\W*(?:an?|the|this|one)\s+(?:[\w-]+\s+)?(?:painting|drawing|mural|poster|sketch|fresco)\b(?!\s+style)"
)


_COUNTED = lazy(
    r"(?i)\b(?:statue|bust|figure|group|crowd|couple|pair|team|herd|flock|row|lots|portrait|close-?up|up|shot|view|image|"
    r"video|clip|body|corpse|painting|drawing|picture|one|two|both|all|front|model|photo|footage)s?\s+$"
)
_OWNER = lazy(r"(?i)\bof\s+(?:an?|the|his|her|their|my|our)\s+(?:[\w-]+\s+){0,2}$")
_OF_THE_LOOK = lazy(
    r"(?i)(?:(?<=[.!?]\s)|(?<=^))(?:the\s+)?(?:composition|mood|palette|style|tone|atmosphere|grade|look|"
    r"feel(?:ing)?|light|colou?rs?)\b[^.!?]*"
)
"""A sentence about how the picture looks."""


_DEAD_WOOD = lazy(
    r"(?i)\bdead\s+(?=(?:trees?|branch(?:es)?|leaves|wood|flowers?|plants?|grass|end|sea|cent(?:re|er))\b)"
)
"""What is dead, and stirs in the wind, or in which nothing is."""


def what_is_shown(prompt: str) -> str:
    """A prompt with blanks for what it says of owners ("the throne room of a dead king") and of its own look."""
    text = _OF_THE_LOOK.sub(lambda look: " " * len(look[0]), prompt)
    text = _DEAD_WOOD.sub(lambda wood: " " * len(wood[0]), text)
    for being in find_entries(prompt, beings()):
        owned = _OWNER.search(prompt[: being.start])
        if owned and not _COUNTED.search(prompt[: owned.start()]):
            text = text[: owned.start()] + " " * (being.end - owned.start()) + text[being.end :]
    return text


def no_picture(prompt: str) -> str | None:
    """Why a prompt is no plain picture of what is there now; None when it is one."""
    if _PAST.search(prompt) and (_PRESENT.search(prompt) is None or _TOLD_AS_PAST.search(prompt)):
        return "it is told in the past; tell it in the present, as it is to be seen"
    for pattern, why in (
        (_PAINTED, "what it shows is an image; say what moves in it, or around it"),
        (_PIECED, "what it shows is put together of several beings; say how it moves"),
        (_PASSES, "the camera leaves behind what it passes; say what moves where it ends"),
    ):
        if found := pattern.search(prompt):
            return f'{why} ("{found[0].strip()}")'
    return None


def no_description(text: str) -> str | None:
    """Why a text, a sentence or a whole prompt, tells or argues and does not describe; None when it describes."""
    if told := _TELLS.search(_NUMERAL.sub(lambda numeral: "_" * len(numeral[0]), text)):
        return f'it tells what somebody does ("{told[0]}"), and not how that moves; say what is to be seen'
    if argued := _REASONS.search(text):
        return f'it argues about a picture; say only what is to be seen ("{argued[0].strip()}")'
    return None
