"""How many public prompts with a push, a blow, a throw or a pour gain what comes of it, by the rewriter.

    python evals/measure_contacts.py $PROMPTKIT_SHARED [--seed N] [--share 0.5] [--rest] [--list | --pairs]

A prompt *holds a contact* when an element that moves does one of `VERBS` to something: the verb is the first full verb
of its motion, and a noun phrase that is no limb of its own stands behind it, with no more than an adverb or a
preposition of contact between (or it is done to the element itself: "milk is poured"). It *tells an effect* when words
behind the verb say that something answers (`ANSWERS`). Neither looks at what the lexicon knows of such verbs and
things. It *gains* one when the rewriter, with all its rules, adds what `missing-contact` offers. The prompts of the
public corpora are shuffled by the seed, and split: `--share` of them may be read while the lexicon is written, `--rest`
are the others. `--list` prints those that gained nothing, and why; `--pairs` those that did, before and after.
"""

import argparse
import random
import re
from dataclasses import dataclass
from pathlib import Path

from measure_rules import with_interval
from public_texts import texts

from promptkit.phrasing import why_untold
from promptkit.rewrite import rewrite_shot
from promptkit.scene import Scene
from promptkit.scene.read import read_scenes
from promptkit.shot import Shot

LEAST, MOST = 3, 90
"""Words of a prompt."""
TO = re.compile(
    r"(?i)\s+(?:\w+ly\s+)?(?:(?:out|up|down|off|away|apart|open|together)\s+)?"
    r"(?:(?:at|on|onto|upon|into|against|with|through|over|across)\s+)?(?:(?:each|one|two|some|all)\s+)?"
)
"""What may stand between a verb and what it is done to."""
KEYS = ("prompt", "prompt_en", "caption", "explicit_caption")
"""Under these the corpora's JSON files hold prompts; elsewhere names, questions and sources."""
VERBS = {
    "counted before": (
        "push shove pull drag tow tug haul kick hit strike punch slap smack whack beat pound hammer slam smash knock "
        "blow pour throw toss hurl fling lob splash squeeze press crush knead crash collide bounce dribble cut chop "
        "slice stir crack"
    ),
    "others": (
        "shovel dig scoop scrape sweep wipe scrub rub tap poke stab pierce tear rip fold snap drop peel grate grind "
        "crumple shake bump nudge drill mow rake plow stomp trample mash saw carve flick pluck strum dip whisk mix "
        "spray sprinkle catch chisel paddle row"
    ),
}
IRREGULAR = {
    "threw": "throw", "thrown": "throw", "flung": "fling", "struck": "strike", "beaten": "beat", "blew": "blow",
    "blown": "blow", "tore": "tear", "torn": "tear", "bent": "bend", "shook": "shake", "shaken": "shake",
    "caught": "catch", "swept": "sweep", "dug": "dig", "ground": "grind", "mown": "mow", "sawn": "saw",
}  # fmt: skip
OWN = re.compile(
    r"(?i)(?:his|her|their|its)\s+(?:\w+\s+)?(?:heads?|arms?|hands?|legs?|feet|foot|hips?|fists?|body|bodies|hair|nose|"
    r"tails?|shoulders?|eyes?|face|lips?|teeth|fingers?|wings?|breath)$|\w*sel(?:f|ves)$"
)
"""Who moves a limb of his own touches nothing."""
ANSWERS = re.compile(
    r"(?i)\b(?:send(?:s|ing)?|sent|caus(?:e[sd]?|ing)|mak(?:es|ing)|making|until|so\s+that|which|splash(?:es|ing)|"
    r"shatter|scatter|rippl|burst|crumpl|crumbl|dent(?:s|ed|ing)|bounc(?:es|ing)|rebound|fl(?:y|ies|ew|ying)|spray|spill|"
    r"explod|explos|fall(?:s|ing)?|fell|roll(?:s|ing)|spin(?:s|ning)|spun|sway|shak(?:es|ing)|trembl|sink|sank|ris(?:es|ing)|"
    r"fill(?:s|ing)|pieces|in\s+half|apart|gravity|flow(?:s|ing)|swirl|drip|cascad|spread|slid(?:es|ing)|splinter|"
    r"crack(?:s|ing)|break(?:s|ing)|broke|sparks|flatten|swell|ring(?:s|ing)|collaps|toppl|jolt|recoil|"
    r"swing(?:s|ing)|releas|stops|tumbl|scor(?:es|ing)|deform|compress|float(?:s|ing)|dissolv|mix(?:es|ing)|open(?:s|ing)|"
    r"mov(?:es|ing)\s+(?:away|forward|back)|reveal|creat|bubbl|foam|melt|slow(?:s|ing))\w*"
    r"|[,;]\s+(?:(?:and|with|as)\s+)?(?:it|they|the|its|their)\s+(?:\w+\s+){1,3}?\w+(?:ing|s|ed)\b"
)


@dataclass(frozen=True)
class Contact:
    """A prompt, and where in it something is done to something."""

    scene: Scene
    verb: str
    end: int
    """Where the verb ends."""

    @property
    def told(self) -> bool:
        """Whether the prompt tells what comes of it."""
        return ANSWERS.search(self.scene.prompt, self.end) is not None


def prompts(shared: Path) -> list[str]:
    """Every public prompt, each once."""
    found: dict[str, None] = {}
    for path in sorted((shared / "corpora").rglob("*")):
        if path.suffix in {".txt", ".csv", ".json"}:
            found |= dict.fromkeys(texts(path, keys=KEYS))
    return sorted(text for text in found if LEAST <= len(text.split()) <= MOST and "?" not in text)


def base(word: str, verbs: frozenset[str]) -> str | None:
    """The listed verb of which `word` is a form."""
    if word in verbs or word in IRREGULAR:
        found = IRREGULAR.get(word, word)
        return found if found in verbs else None
    stems = [word[: -len(ending)] for ending in ("ing", "ed", "es", "s", "d") if word.endswith(ending)]
    stems += [f"{stem}e" for stem in stems] + [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
    return next((stem for stem in stems if stem in verbs), None)


def contact(scene: Scene, verbs: frozenset[str]) -> Contact | None:
    """The first contact of a scene."""
    for element in scene.elements:
        if element.role == "camera" or element.motion is None:
            continue
        words = [
            word
            for word in re.finditer(r"[^\W_]+", element.motion.text.lower())
            if word[0] not in {"is", "are", "was", "were", "being", "gets", "get", "be"} and not word[0].endswith("ly")
        ]
        verb = base(words[0][0], verbs) if words else None
        if verb is None:
            continue
        start, end = (element.motion.start + place for place in words[0].span())
        passive = re.search(r"(?i)\b(?:is|are|was|were|being|gets?|be)\s+(?:\w+ly\s+)?$", scene.prompt[:start])
        if (passive and not words[0][0].endswith("ing")) or meets(scene, end):
            return Contact(scene, verb, end)
    return None


def meets(scene: Scene, end: int) -> bool:
    """Whether a noun phrase that is no limb of the mover's stands close behind the verb."""
    behind = next((anchor for anchor in scene.anchors if anchor.start >= end), None)
    if behind is None or OWN.match(behind.text):
        return False
    return TO.fullmatch(scene.prompt[end : behind.start]) is not None


def held(drawn: list[str], verbs: frozenset[str]) -> list[Contact]:
    """The contacts of the prompts."""
    likely = [text for text in drawn if any(base(word, verbs) for word in re.findall(r"[a-z]+", text.lower()))]
    return [found for scene in read_scenes(likely) if (found := contact(scene, verbs))]


def gained(prompt: str) -> tuple[str, str | None]:
    """The prompt rewritten, and None, or why no effect came in."""
    made = rewrite_shot(Shot(id="1", prompt=prompt))[0]
    if "missing-contact" in made.applied:
        return made.shot.prompt, None
    if made.why and "refused" in made.why:
        return made.shot.prompt, made.why
    reason = why_untold(read_scenes([prompt])[0].surely()) or "the touch is read with too little certainty"
    return made.shot.prompt, reason


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--rest", action="store_true")
    parser.add_argument("--list", action="store_true", help="the prompts that gained nothing, and why")
    parser.add_argument("--pairs", action="store_true", help="the prompts that gained an effect, before and after")
    asked = parser.parse_args()
    drawn = prompts(asked.shared)
    random.Random(asked.seed).shuffle(drawn)
    place = round(len(drawn) * asked.share)
    drawn = drawn[place:] if asked.rest else drawn[:place]
    print(
        "| verbs | prompts | hold a contact | tell its effect | of the others gain it | share |\n" + "| --- " * 6 + "|"
    )
    for name, verbs in VERBS.items():
        found = held(drawn, frozenset(verbs.split()))
        silent = [each for each in found if not each.told]
        after = {each.scene.prompt: gained(each.scene.prompt) for each in silent}
        good = sum(why is None for _, why in after.values())
        told = len(found) - len(silent)
        print(f"| {name} | {len(drawn)} | {len(found)} | {told} | {good} of {len(silent)} | "
              f"{with_interval(good, len(silent))} |")  # fmt: skip
        for each in silent if asked.list or asked.pairs else ():
            text, why = after[each.scene.prompt]
            if asked.list and why is not None:
                print(f"    {each.verb}: {each.scene.prompt}\n        {why}")
            if asked.pairs and why is None:
                print(f"    {each.scene.prompt}\n        {text}")


if __name__ == "__main__":
    main()
