"""What kind of text a prompt is: a picture of what is there now, or one to which no motion can just be added."""

import re

from promptkit.patterns import lazy

LONGEST = 45
"""Different words of a prompt; a longer one says so much that what is added would contradict some of it."""
_TELLS = lazy(
    r"\b(?:(?i:she|he|they|we|you)|I)\s+"
    r"(?!(?:is|are|was|were|has|have|wears?|looks?|stands?|sits?|lies|holds?|had|all|both)\b)[a-z]+\b"
    r"|(?i:\b(?:discovers|finds|decides|reali[sz]es|learns|meets|tries|becomes|begins|starts|visits|arrives|helps|notices|remembers|believes|hopes|"
    r"legends? of|legend says|(?:is|are) said to|(?:is|are) afraid|"
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
    rf"(?i)\b(?:{_GOES}|{_MAY_GO})\s+(?:\w+\s+){{0,2}}(?:through|past|into|out of|until|closer)\b"
    rf"|\b(?:{_GOES})\s+(?:\w+\s+){{0,2}}(?:off|from)\b"
    r"|\b(?:fly|walk)-?through\b|\bcamera\b[^.]{0,80}\b(?:through|past|into|out of|until|then)\b|\brising until\b"
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
    r"make sure|ensure|idk|dunno|i guess|something (?:\w+ )?with|remember|please|i don.t care|whatever|no matter)\b"
)


_PIECED = lazy(r"(?i)\bwith the (?:\w+ )?(?:body|head|legs|wings|tail|shell|horns|eyes|ears|neck|face|fins|trunk) of\b")
"""A being put together of several, of which nobody knows how it moves."""
_PAINTED = lazy(
    r"(?i)^\W*(?:an?|the|this|one)\s+(?:[\w-]+\s+)?(?:painting|drawing|mural|poster|sketch|fresco)\b(?!\s+style)"
)


def no_picture(prompt: str) -> str | None:
    """Why a prompt is no plain picture of what is there now; None when it is one."""
    if told := _TELLS.search(_NUMERAL.sub(lambda numeral: "_" * len(numeral[0]), prompt)):
        return f'it tells what somebody does ("{told[0]}"), and not how that moves; say what is to be seen'
    if _PAST.search(prompt) and (_PRESENT.search(prompt) is None or _TOLD_AS_PAST.search(prompt)):
        return "it is told in the past; tell it in the present, as it is to be seen"
    for pattern, why in (
        (_REASONS, "it argues about a picture; say only what is to be seen"),
        (_PAINTED, "what it shows is an image; say what moves in it, or around it"),
        (_PIECED, "what it shows is put together of several beings; say how it moves"),
        (_PASSES, "the camera leaves behind what it passes; say what moves where it ends"),
    ):
        if found := pattern.search(prompt):
            return f'{why} ("{found[0].strip()}")'
    if len(set(re.findall(r"\w+", prompt.lower()))) > LONGEST:
        return (
            f"it is longer than {LONGEST} different words; say yourself what moves, so that it contradicts none of them"
        )
    return None
