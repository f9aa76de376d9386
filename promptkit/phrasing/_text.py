"""What kind of text a prompt is: a picture of what is there now, or one to which no motion can just be added."""

import re

from promptkit.patterns import lazy

LONGEST = 45
"""Different words of a prompt; a longer one says so much that what is added would contradict some of it."""
_TELLS = lazy(
    r"(?i)\b(?:she|he|they|we|you|i)\s+"
    r"(?!(?:is|are|was|were|has|have|wears?|looks?|stands?|sits?|lies|holds?|had|all|both)\b)[a-z]+\b"
    r"|\b(?:discover|find|decid|realiz|realis|learn|meet|try|tries|becom|begin|start|visit|arriv|help)(?:s|es)\b"
)
"""A story: what happens is told and not seen, and a breath put behind it would be beside the point."""
_MOVES = "push|dolly|track|fly|flies|flight|glid|mov|drift|crane|travel|walk|ris|sweep|wip|turn|pan|com|float"
_PASSES = lazy(
    rf"(?i)\b(?:{_MOVES})\w*\s+(?:\w+\s+){{0,2}}(?:through|past|into|out of|until|off|from|closer)\b"
    r"|\b(?:fly|walk)-?through\b|\bcamera\b[^.]*\b(?:through|past|into|out of|until|then)\b|\brising until\b"
    r"|\bpov\b|\briding\b|\bfrom (?:outer )?space\b|\bpull(?:s|ing)? (?:back|out)\b"
)
"""A camera that goes through and past things does not see them move for long."""
_PAST = lazy(r"\b(?:was|were|had|kept|did|began|started|stood|sat|lay|hung|looked|wore|went|came|became|got)\b")
_PRESENT = lazy(r"\b(?:is|are|has|have|stands?|sits?|lies|hangs?|looks?|wears?|am|does|[a-z]+ing)\b")
_TOLD = lazy(r"\b(?:they|he|she|it|we|this|that|[A-Z]\w+) (?:was|were)\b")
_REASONS = lazy(
    r"(?i)\b(?:should|must|would|could|may|might|cannot|due to|because|therefore|e\.g|i\.e|in order to|"
    r"consistent(?:ly)? with|maintain(?:s|ing)? (?:its|their|the|typical|consistent)|irregularit\w+|overall|typically|"
    r"the (?:video|scene|clip|image|shot|footage) (?:should|must|depicts|illustrates|demonstrates)|"
    r"make sure|ensure|remember|please|i don.t care|whatever|no matter)\b"
)


def no_picture(prompt: str) -> str | None:
    """Why a prompt is no plain picture of what is there now; None when it is one."""
    if told := _TELLS.search(prompt):
        return f'it tells what somebody does ("{told[0]}"), and not how that moves'
    if argued := _REASONS.search(prompt):
        return f'it argues about a picture ("{argued[0]}") and does not only show one'
    if _PAST.search(prompt) and (_PRESENT.search(prompt) is None or _TOLD.search(prompt)):
        return "it is told in the past, and what is added would be in the present"
    if passed := _PASSES.search(prompt):
        return f'the camera leaves behind what it passes ("{passed[0]}")'
    if len(set(re.findall(r"\w+", prompt.lower()))) > LONGEST:
        return f"it is longer than {LONGEST} different words, and what is added could contradict some of them"
    return None
