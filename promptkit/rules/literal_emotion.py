"""`literal-emotion`: a feeling or a thought is told, and nothing of it can be seen."""

import re
from collections.abc import Iterator

from promptkit.lexicon import beings, find_entries
from promptkit.patterns import lazy, may_hold
from promptkit.rule import Finding, rule
from promptkit.rules._words_of_feeling import WORDS_OF_FEELING
from promptkit.scene.nouns import names_somebody
from promptkit.shot import Shot
from promptkit.tidy import is_quoted

_MOODS = (
    r"enraged|(?:sick|tired|weary)\s+of|fed\s+up|afraid|scared|frightened|terrified|nervous|anxious|worried|ashamed"
    r"|embarrassed|humiliated|jealous"
    r"|envious|"
    r"heartbroken|homesick|lovesick|excited|bored|relieved|delighted|disappointed|suspicious|frustrated|thrilled"
    r"|ecstatic|"
    r"devastated|remorseful|sorrowful|mournful|grieving|resentful|overjoyed|grateful|thankful|betrayed|amazed"
    r"|astonished|"
    r"confused|annoyed|upset|irritated|regretful|insecure|overwhelmed|distraught|disgusted|panicked|panicking|uneasy|"
    r"broken-?hearted|inconsolable|elated|euphoric|blissful|exhilarated|infuriated|outraged|exasperated|bewildered"
    r"|puzzled|"
    r"perplexed|baffled|surprised|shocked|horrified|startled|alarmed|apprehensive|impatient|reluctant|"
    r"hesitant|indecisive|distressed|tormented|traumati[sz]ed|disillusioned|disheartened|discouraged|dejected"
    r"|despondent|"
    r"despairing|demorali[sz]ed|pessimistic|optimistic|enthusiastic|amused|intrigued|fascinated|infatuated|smitten|"
    r"enamou?red|self-conscious|timid|bashful|smug|arrogant|spiteful|vengeful|"
    r"stressed(?:\s+out)?|unloved|misunderstood|offended|insulted|disgruntled|mistrustful|"
    r"worn\s+out\s+by\s+grief|moved\s+to\s+the\s+core"
)
"""Only somebody who feels can be so."""
_MOODS_TOO = (
    r"sad|happy|unhappy|lonely|angry|mad|furious|proud|guilty|desperate|melanchol(?:y|ic)|hopeless|helpless|bitter|"
    r"nostalgic|curious|shy|tense|contemplative|pensive|sentimental|paranoid|contemptuous|wistful|hopeful|joyful"
    r"|joyous|miserable|depressed|cheerful|gloomy|moody|grumpy|merry|jolly|glum|sombre|somber|"
    r"passionate|loving|affectionate|compassionate|confident|determined|fearful|fearless|restless|sullen|bereaved|"
    r"tired\s+of\s+life|carefree|worried-looking"
)
"""Things can be so as well ("happy hour", "a lonely road"): these want a being behind or before them."""
_DEGREE = (
    r"(?:(?:very|extremely|so|really|deeply|utterly|totally|completely|visibly|a\s+(?:bit|little)|quite|too|rather|"
    r"suddenly|finally|strangely|increasingly|secretly|terribly|incredibly|truly|also|still|both|more\s+and\s+more)\s+)"
)
_EMOTION = (
    r"loss|longing|solitude|isolation|loneliness|nostalgia|sadness|sorrow|grief|despair|regrets?|hope(?:lessness)?"
    r"|dread|"
    r"guilt|shame|anxiety|melancholy|happiness|joy|homesickness|heartbreak|betrayal|abandonment|yearning|relief"
    r"|freedom|"
    r"belonging|remorse|resignation|fears?|panic|terror|horror|anger|rage|fury|jealousy|envy|pride|love|wonder|awe|"
    r"excitement|disappointment|frustration|embarrassment|emotions?|pain|suspicion|boredom|delight|disgust|passion|"
    r"gratitude|emptiness|turmoil|tension|unease|uneasiness|agony|anguish|misery|bliss|euphoria|ecstasy|compassion"
    r"|sympathy|"
    r"confusion|determination|affection|tenderness|curiosity|hatred|hate|humiliation|insecurity|confidence|courage|"
    r"triumph|bitterness|resentment|contempt|worry|worries|nervousness|anticipation|impatience|desperation|depression|"
    r"vulnerability|helplessness|serenity|contentment|satisfaction|amazement|astonishment|doubts?|mourning|trauma"
    r"|heartache"
)
_EVOKED = r"comfort|mindfulness|togetherness|intimacy|innocence|empathy|inner\s+peace|coziness|cosiness|introspection"
"""Evoked, or had a sense of; elsewhere something is done in it."""
_HOW = (
    r"(?:(?:an?|the|his|her|their|its|all|any|some|pure|deep|such|sheer|quiet|\w+(?:ing|ful|less|ous|ed|er))\s+){0,2}"
)
"""What may stand before the name of an emotion."""
_END = (
    r"(?=\s*(?:[,.;:!?)]|$)|\s+(?:and|as|at|for|from|in|on|of"
    r"|over|to|when|while|because|after|about|by|through|before)\b)"
)
"""After it no noun: "with passion fruit" has no passion."""
_NAMES = lazy(
    rf"(?<!\w)(?P<said>(?:feel(?:s|ing)?|felt|experienc(?:es?|ing)|suffer(?:s|ing)?(?:\s+from)?|suppress(?:es|ing)?|"
    rf"fight(?:s|ing)|struggl(?:es|ing)\s+with|battl(?:es|ing)|ha(?:s|ve)|sens(?:es"
    rf"|ing))\s+(?:\w+\s+)?{_HOW}(?:{_EMOTION}){_END}"
    r"|(?:full\s+of|filled\s+with|over(?:come|whelmed|taken)\s+(?:by|with)|(?:consumed|torn|seized|gripped|driven|"
    r"paraly[sz]ed|ruled|devoured|struck|blinded|plagued|haunted|tormented|burdened|crushed|weighed\s+down)\s+(?:by"
    r"|with)|"
    r"torn\s+between|lost\s+in|bursting\s+with|drowning\s+in|overflowing\s+with|beaming\s+with|mad\s+with|sick\s+with|"
    rf"burning\s+with)\s+(?:\w+\s+){{0,2}}?(?:{_EMOTION}|memor(?:y|ies)|past|thoughts?)"
    rf"|(?:evok|convey|radiat|exud|express|captur|portray|depict|show|communicat|hid)(?:es?|s"
    rf"|ing)?\s+(?:\w+\s+){{0,2}}?"
    rf"(?:(?:sense|feelings?|mood)\s+of\s+)?{_HOW}(?:{_EMOTION}|{_EVOKED}){_END}"
    rf"|(?:{_EMOTION})\s+(?:and\s+\w+\s+)?in\s+(?:his|her|their)\s+(?:hearts?|souls?|minds?)"
    r"|(?:mak(?:es?|ing)|leav(?:es?|ing))\s+(?:(?:the\s+|our\s+)?(?:viewers?|audience|people)|us"
    r"|everyone)\s+(?:feel\s+)?"
    rf"(?:\w+\s+)?(?:{_MOODS}|{_MOODS_TOO}|{_EMOTION}|calm|peaceful|safe|moved|inspired)"
    r"|(?:viewers?|audience|us|we)\s+(?:(?:should|must|will|can|to)\s+)?feels?\s+[\w-]+"
    rf"|(?:bittersweet|nostalgic|melancholic|sad|lonely|hopeful|uneasy|mixed|strange|warm)\s+feelings?"
    rf"|(?:with|in|out\s+of)\s+{_HOW}(?!relief|wonder)(?:{_EMOTION}){_END}"
    r"|inside\s+(?:he|she|they)\s+(?:suffers?|aches?|hurts?)|(?:suffers?|aches?|hurts?|dies|dying|breaks?"
    r"|breaking)\s+inside"
    rf"|(?:his|her|their|its)\s+(?:\w+\s+)?(?:{_EMOTION}|conscience)\s+(?:is|are|was|grows?|fades?|turns?|knows"
    rf"|becomes?|overwhelms|consumes|"
    r"makes?|drives?|never)|(?:heavy|bad|guilty|troubled)\s+conscience"
    rf"|(?:joy|happiness|grief|sadness|sorrow|loneliness|despair|pain|agony|fear)\s+of\s+(?:an?|the|his|her|los\w+"
    rf"|being)\s+\w+"
    r"|(?:lost|loses?|losing|giv\w+\s+up)\s+(?:all\s+|his\s+|her\s+|their\s+)?(?:hope|faith|courage|confidence|heart)"
    r"|(?:fall(?:s|ing|en)?|fell|madly|deeply)\s+(?:madly\s+|deeply\s+)?in\s+love|at\s+peace\s+with"
    r"|lost\s+in\s+(?:\w+\s+)?"
    r"(?:thoughts?|memor(?:y|ies)|daydreams?)|in\s+(?:an?|the)\s+(?:bad|good|foul|great|terrible)\s+mood"
    rf"|(?:waits?|sits?|stands?|looks?|walks?|watche?s?|stares?|listens?|lies|waiting|sitting|standing|looking|walking|"
    rf"watching)\s+(?:\w+\s+)?{_DEGREE}?(?:sad|nervous|anxious|happi|angri|proud|loving|longing|wistful|impatient"
    rf"|hopeful|"
    r"fearful|cheerful|desperate|miserab|gloomi|jealous|suspicious|melancholical|joyful|excited|sorrowful"
    r"|thoughtful)ly)\b",
    re.IGNORECASE,
)
_IS = lazy(
    rf"(?<![\w'’-])(?P<who>\w[\w'’-]*)\s+(?P<said>(?:is|are|was|were|becom(?:es?|ing)|get(?:s|ting)?|looks?|seems?|appears?"
    rf"|grow(?:s|ing)?|"
    rf"turns?|stays?|remains?)\s+(?:to\s+(?:be|feel)\s+)?{_DEGREE}?"
    rf"(?:{_MOODS}|{_MOODS_TOO}|in\s+love|at\s+peace|torn\s+between|on\s+edge))(?!\s+(?:hour|birthday|ending|meal))\b",
    re.IGNORECASE,
)
_SO = lazy(
    rf"(?<![\w-])(?P<said>{_DEGREE}?(?:(?P<only>{_MOODS})|{_MOODS_TOO})(?:\s+and\s+(?:{_MOODS}|{_MOODS_TOO}))?)"
    r"(?P<next>\s+(?:(?:old|young|little|elderly|small|big|tall|teenage|office|grey|middle-aged|"
    r"lone)\s+){0,2}(?P<noun>[\w'’-]+)|\s*(?=[,.;!?]|$))",
    re.IGNORECASE,
)
_LOOK = lazy(r"(?:.*\s)?(?:moody|gloomy|melancholic|sombre|somber)", re.IGNORECASE)
"""In a list of tags these tell the light, not somebody's mind."""
_FOR_WHOM = lazy(r"\b(?:for|by|from|pleases?)\s+(?:an?|the|our|my)\s+(?:\w+\s+){1,3}$", re.IGNORECASE)
"""Before what is told of a client or a brand, who is in no shot: "for a client *who hates* anything flashy"."""
_NO_BEING = lazy(
    r"(?:\w+(?<!fami)ly|system|camera|in|on|at|as|to|of|with|by|and|or|but|because|that|when|while|over|"
    r"face|faces|expression|smile|eyes|look|gaze|tone|mood|music|song|style|atmosphere|scene|voice|scream|"
    r"silence|moment|memory|memories|"
    r"energy|feeling|story|colou?rs?|light|lighting|dance|laughter|crying|reaction|gesture|vibe|glance|"
    r"movements?|motion)",
    re.IGNORECASE,
)
"""Signs that can be seen or heard, and parts of the picture: they are shown, or no person."""
_PHRASE = lazy(r"(?:\s+(?!(?:is|are|has|who|that|beside|near|under|behind|for)\b)[^\W\d][\w-]*(?![\w'’-])){1,3}")
_PROFESSION = lazy(
    r"(?:executive|(?:co-)?founder|ceo|freelancer|amateur|auteur|chanteuse|chauffeur|connoisseur|entrepreneur|"
    r"(?:coiff|danc|dans|mass)(?:eur|euse)|provocateur|raconteur|restaurateur|saboteur|voyeur|\w{3,}ologist)s?",
    re.IGNORECASE,
)
"""Somebody by what they do, as the lexicon does not list them all."""
_NOT_A_PERSON = (
    r"i|we|you|i['’]?m|we['’]re|am|was|were|been|scene|image|picture|video|shot|film|light(?:ing)?|atmosphere|"
    r"mood|it|everything|place|room|space|palette|air|"
    r"colou?rs?|style|composition|moment|whole|thing|world|street|city|tone|viewer|sequence|footage|clip|"
    r"frame|music|to|should|must|will|can"
)
_OF_ONESELF = (
    r"beautiful|ugly|strong|weak|powerful|invincible|small|insignificant|seen|understood|complete|whole|worthy|worthless"
    r"|special|important|weightless|at\s+home|in\s+control|younger|older|reborn"
)
"""Behind "feels" it is told of oneself by a being, and of a cloth by somebody's fingers."""
_FEELS = lazy(
    rf"(?:(?<![\w'’-])(?P<who>\w[\w'’-]*)\s+|(?:^|(?<=[,;:–—\"“(]))\s*)"
    rf"(?P<said>(?:(?:is|are)\s+)?feel(?:s|ing)?\s+{_DEGREE}?{_HOW}(?:{_MOODS}"
    rf"|{_MOODS_TOO}|{_EMOTION}|"
    r"alone|lost|loved|content|peaceful|calm|free|safe|empty|trapped|alive|abandoned|invisible|useless|powerless"
    r"|unsafe|"
    r"uncertain|inspired|humbled|broken|rejected|guilty|out\s+of\s+place|like\s+an?\s+\w+"
    rf"|{_OF_ONESELF})(?:\s+(?:and|yet|but)\s+(?:{_DEGREE})?(?:{_MOODS}|{_MOODS_TOO}|{_EMOTION}|alone|lost|empty|free|calm"
    r"|peaceful|alive))?)\b",
    re.IGNORECASE,
)
_THOUGHT = lazy(
    r"(?<![\w'’-])(?P<who>\w[\w'’-]*)\s+(?P<said>(?:(?:is|are)\s+)?(?:"
    r"think(?:s|ing)\s+(?:back\s+)?(?:about|of)(?!\s+it\b)|remember(?:s|ing)(?!\s+it\b)|reminisc(?:es|ing)\s+about|"
    r"wonder(?:s|ing)\s+(?:about|if|what|why|whether|how|where|who)|dream(?:s|ing)\s+(?:of|about)|"
    r"daydreams\s+(?:of|about)|"
    r"(?:long|yearn|pin)(?:s|es|ing)\s+(?:for|to)|hop(?:es|ing)\s+(?:for|that|to)|regret(?:s|ting)|reali[sz](?:es"
    r"|ing)\s+that|"
    r"worr(?:ies|ying)\s+(?:about|that)|recall(?:s|ing)|imagin(?:es|ing)|ponder(?:s|ing)|contemplat(?:es|ing)"
    r"|fantasi[sz](?:es|ing)|"
    r"(?:hates|fears|dreads|envies|resents|despises|adores|mourns|craves|pities)(?=\s+\w)|(?:hate|love|fear|despise"
    r"|adore|trust)"
    r"(?=\s+(?:each\s+other|one\s+another|him|her|them)\b)|(?:loves|doubts|trusts|believes"
    r"|suspects)(?=\s+(?:the|his|her|its|their|him|them|"
    r"that|everyone|everything|himself|herself|in)\b(?!\s+(?:balls?|targets?|goals?|shots?|train|bus|catch|hoop|nail"
    r"|step|mark|net|"
    r"basket|last|first)\b))|(?:can(?:not|['’]t)|could\s+not|will\s+never|can\s+never)\s+(?:forget|forgive)|"
    r"miss(?:es|ing)(?=\s+(?:his|her|their)\s+(?:mother|father|mum|mom|dad|wife|husband|friends?|family|"
    r"home|son|daughter|brother|sister|dog|cat|children|youth|childhood|old|dead|late|lost|life|touch|voice|smell|warmth)\b|"
    r"\s+(?:home|everyone|everything)\b|\s+(?:him|her|them)(?=\s*(?:[.,;!?]|$))|\s+the\s+(?:sea|days|past|old\s+(?:days|times|house)|sound|smell))|"
    r"reflect(?:s|ing)\s+(?:on|upon)(?=\s+(?:his|her|their)\s+(?:life|past|youth|childhood|choices)\b)"
    r")(?:\s+(?:the|his|her|their|an?|that|its))?\s+[\w'’-]+)",
    re.IGNORECASE,
)
_SENSE = lazy(
    rf"(?<![\w-])(?P<said>(?:\w[\w-]*\s+)?(?:feelings?|sense|atmosphere|mood|moment|scene|aura|wave|surge|pang"
    rf"|mix(?:ture)?|glimmer|weight)\s+of\s+(?:(?:deep|pure|growing|sudden|raw|great|"
    rf"inner|quiet|profound|overwhelming|great|utter|"
    rf"bittersweet|endless|unanswered)\s+)?(?:{_EMOTION}|{_EVOKED}))\b",
    re.IGNORECASE,
)
_HEART = lazy(
    r"(?<!\w)(?P<said>(?:his|her|their)\s+(?:heart|soul|mind)s?\s+(?:(?:is|are)\s+)?"
    r"(?:full\s+of|filled\s+with|fills?\s+with|heavy|ach(?:es|ing)|breaks|breaking|swells)(?:\s+(?:with\s+)?[\w-]+)?"
    r"|with\s+(?:an?|his|her)\s+(?:broken|heavy|aching|shattered)\s+heart(?!\s+\w+(?:ce|t|o|ji)\b))",
    re.IGNORECASE,
)
_LONELY = lazy(
    r"\b(?:lonely|hopeful|hopeless|sad|happy|unhappy|proud|desperate|guilty|miserable|heartbroken|afraid|scared|ashamed)\b",
    re.IGNORECASE,
)
"""Of a scene it tells a feeling too ("it feels lonely yet hopeful"); a tense or nostalgic one has a mood."""
_LABEL = lazy(
    r"\b(?:mood|tone|atmosphere|vibe|feeling|feel|emotions?|emotional\s+tone|ambian?ce|ambience)s?\s*[:=]"
    r"(?:(?!(?<=[:=,])\s*(?:and\s+)?(?:he|she|they)\b)[^.!?;\n])*",
    re.IGNORECASE,
)
"""A label with all that is listed behind it, up to a sentence of its own: ", she feels hopeless"."""
_OF_THE_PICTURE = lazy(
    r"\b(?:giv|lend|bring|impart|creat|add)(?:e?s|ing)?\s+(?:to\s+)?(?:(?:the|this|whole|entire|overall|it)\s+)*"
    r"(?:(?:image|picture|scene|shot|video|clip|film|footage|frame|composition|whole|place|room|space)\s+)?"
    r"(?:(?:an?|the)\s+)?(?:[\w-]+,?\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
"""Before a feeling that the picture is given."""
_SHOWN = lazy(
    r"\b(?:smil\w+|grin\w*|laugh\w*|cry|cries|crying|tears?|weep\w*|sob\w*|frown\w*|scowl\w*|sigh\w*|blush\w*|"
    r"trembl\w+|"
    r"scream\w*|yell\w*|cheer(?:s|ing|ed)?|fac(?:e|es|ial)|eyes?|lips?|brows?|gaze|expressions?|shoulders|look\s+on"
    r"|jaw|"
    r"fists?|hugs?|hugging|embrac\w+)\b",
    re.IGNORECASE,
)
"""What a camera sees of a feeling; where the sentence has it, the feeling is shown and may be named."""
_APPROACH = lazy(
    r"\b(?:zoom|push|doll(?:y|ies)|pan|tilt|mov|crash|track|focus)\w*\s+(?:\w+\s+){0,2}?(?:in|into|on|onto|to|towards?|over|up)\s+"
    r"(?:to\s+|on\s+)?(?:the|his|her|its|their)\s+(?:\w+\s+)?(?:faces?|eyes?|lips?)\b",
    re.IGNORECASE,
)
"""A camera that goes to a face does not say what the face shows."""
_VERB_FACES = lazy(
    r"\b(?:(?:he|she|it|who|that|and|as|to|they|we|must|will)\s+)fac(?:e|es)\b(?=\s+(?:the|an?|his|her|its|their|each|off|down|up|away|one"
    r"|towards?|forwards?|north|south|east|west|him|them|\w+s)\b)|\bfaces\s+(?:the|an?|off|down|away|each|him|them|it)\b",
    re.IGNORECASE,
)
"""To face something shows nothing of a face."""
_PERSON = lazy(r"\b(?:he|she|they|who|him|her|everyone|somebody|someone)\b", re.IGNORECASE)
_SENTENCE = lazy(r"[^.!?\n]+")
_DENIED = lazy(r"\b(?:never|not|without|n['’]t)\s+(?:once\s+|ever\s+|really\s+)?$", re.IGNORECASE)
"""Before what is not to be seen: "he never *looks stressed*"."""


@rule(code="TXT002", family="text", severity="note")
def literal_emotion(shot: Shot, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """An inner state ("she feels sad", "a nervous man") stands where something to see should.

    Why:
        A camera sees faces, hands and postures. Told only what someone feels or remembers, a model picks a stock
        expression, or films the memory. What shows the feeling moves, and that is what a video model is for.
    Bad:
        An old man sits on a bench and is thinking about his childhood. He feels lonely.
    Good:
        An old man sits on a bench with a sad face, turns a wooden toy in his fingers and lowers his head. The scene
        feels peaceful.
    Fix:
        None: what shows the feeling is the author's to say. A feeling whose sentence also shows it (tears, a smile,
        eyes) is left alone, as are labels for the mood of the picture ("Mood: melancholy", "nostalgic mood"). Option
        `allow`: wordings that are fine to you.
    References:
        HunyuanVideo Handbook: abstract emotion becomes detail of an action. LTX-2, gemma prompts: objective, only
        what is visible. Wan 2.2, wan/utils/system_prompt.py, rule 3: no prose about mood. videoclaw-v3,
        prompt-lint.ts has a check of the kind (literary-emotion).
    """
    if not may_hold(shot.prompt, WORDS_OF_FEELING):
        return
    allowed = {wording.casefold() for wording in allow}
    for sentence in _SENTENCE.finditer(shot.prompt):
        if not may_hold(sentence[0], WORDS_OF_FEELING) or _is_shown(sentence[0]):
            continue
        for start, end in sorted(_told(sentence)):
            said = shot.prompt[start:end]
            if said.casefold() not in allowed and not is_quoted(shot.prompt, start, end):
                message = f'no camera sees "{said}"; say what shows it: a face, a gesture, a pace'
                yield Finding(message, start, end)


def _is_shown(sentence: str) -> bool:
    return _SHOWN.search(_VERB_FACES.sub("", _APPROACH.sub("", sentence))) is not None


def _told(sentence: re.Match[str]) -> Iterator[tuple[int, int]]:
    text, end = sentence[0], -1
    found = [match for pattern in (_FEELS, _THOUGHT, _IS) for match in pattern.finditer(text) if not _is_thing(match)]
    found += [match for pattern in (_SENSE, _HEART, _NAMES) for match in pattern.finditer(text)]
    found += [match for match in _SO.finditer(text) if _is_being(text, match)]
    labels = [label.span() for label in _LABEL.finditer(text)]
    for match in sorted(found, key=lambda match: (match.start("said"), -match.end("said"))):
        is_label = any(first <= match.start("said") < last for first, last in labels)
        is_denied = _DENIED.search(text, 0, match.start("said")) is not None
        if match.start("said") >= end and not (is_label or is_denied or _is_of_the_picture(match)):
            end = match.end("said")
            yield sentence.start() + match.start("said"), sentence.start() + end


def _is_of_the_picture(match: re.Match[str]) -> bool:
    """Whether it is the mood that a picture is given: "giving the image a calm, nostalgic feeling"."""
    is_feeling = re.search(r"(?i)\bfeelings?$", match["said"])
    return bool(is_feeling and _OF_THE_PICTURE.search(match.string, 0, match.start("said")))


def _is_thing(match: re.Match[str]) -> bool:
    if re.search(
        rf"\s(?:{_OF_ONESELF})(?:\s+(?:and|yet|but)\s.*)?$", match["said"], re.IGNORECASE
    ) and not _is_somebody(match):
        return True
    if match["who"] is None:  # "feeling proud, a baker ...": somebody of the sentence
        return not (find_entries(match.string, beings()) or _PERSON.search(match.string))
    if match["who"].lower() in ("who", "that") and _FOR_WHOM.search(match.string, 0, match.start("who")):
        return True
    if match["who"].lower() == "it" and _LONELY.search(match["said"]):
        return False
    return re.fullmatch(_NOT_A_PERSON, match["who"], re.IGNORECASE) is not None


def _is_somebody(match: re.Match[str]) -> bool:
    """Whether the word before, or behind an "and" the sentence before, names a being."""
    who = match["who"] or "and"
    where = match.string[: match.start("said")] if who.lower() in ("and", "but", "who", "then", "finally") else who
    return bool(find_entries(where, beings()) or _PERSON.search(where))


def _is_being(text: str, match: re.Match[str]) -> bool:
    """Whether the adjective is said of somebody: the noun behind it, or, set apart by commas, whoever came before."""
    noun = match["noun"]
    if noun is None:
        is_apart = re.search(r"[,–—]\s*$", text[: match.start()]) is not None and not _LOOK.fullmatch(match["said"])
        return is_apart and bool(find_entries(text[: match.start()], beings()) or _PERSON.search(text[: match.start()]))
    is_name = noun[0].isupper() and not match["said"][0].islower()  # "Angry Birds", "The Mad Hatter"
    if is_name or _NO_BEING.fullmatch(noun):
        return False
    return bool(match["only"]) or bool(find_entries(match["next"], beings())) or _comes_to_a_being(match)


def _comes_to_a_being(match: re.Match[str]) -> bool:
    """Whether a phrase of up to three words behind an adjective ends in a being: "a sad golden retriever"."""
    phrase = _PHRASE.match(match.string, match.end("said"))
    words = phrase[0].split() if phrase else []
    for word in words:
        if _NO_BEING.fullmatch(word):
            return False
        if find_entries(word, beings()) or names_somebody(word.lower()) or _PROFESSION.fullmatch(word):
            return True
    return False
