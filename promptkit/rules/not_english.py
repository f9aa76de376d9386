"""`not-english`: a prompt in another language, of which the scene was not read."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.scene.language import ENGLISH, is_mixed, language_of
from promptkit.shot import Shot


@rule(code="TXT004", family="text", severity="note")
def not_english(shot: Shot) -> Iterator[Finding]:
    """The prompt, or a third of it, is not English, so the rules on motion, cause and load did not look at it.

    Why:
        Scenes are read by a model that was trained on English prompts. In another language it would misread, so those
        rules stay silent, and silence must not be taken for praise.
    Bad:
        Eine Frau geht am Strand entlang, ihr Kleid weht im Wind.
    Good:
        A woman walks along the beach, her dress blowing in the wind.
    Fix:
        None: promptkit does not translate. Most models accept other languages, and their rewriters then translate
        to English or Chinese.

    References:
        The language is told by py3langid (BSD-3-Clause), after Lui & Baldwin's langid.py, ACL 2012. Wan 2.2 prompt
        extension writes Chinese or English whatever came in (Wan-Video/Wan2.2, wan/utils/system_prompt.py).
    """
    language = language_of(shot.prompt)
    if language != ENGLISH:
        written = "partly written" if is_mixed(shot.prompt) else "written"
        message = f"{written} in another language ({language}): the rules on motion, cause and load read only English"
        yield Finding.whole(shot.prompt, message)
