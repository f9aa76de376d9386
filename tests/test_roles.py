"""What somebody does at work or play, where the prompt shows a trade in its place, or somebody on a swing."""

import pytest

from promptkit.lexicon import apparatus, beings, roles, words
from promptkit.lint import check_shot, selected_rules
from promptkit.preserve import breaches
from promptkit.rewrite import MOTION_FAMILIES, rewrite_shot
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

RULES = [rule for rule in selected_rules() if rule.family in MOTION_FAMILIES]
ON_IT = {
    "street corner", "tightrope", "pier", "rock face", "slope", "track", "road", "wave", "archery range", "golf course",
    "podium", "scaffold", "riverbank", "reef", "ice rink", "skyscraper",
}  # fmt: skip
ACTS = [
    (f"A {entry.nouns[0]} {prep} a {where}.", text)
    for entry in roles()
    for where in entry.where[:1]
    for prep in ["at" if where in words("worked_at") else "on" if where in ON_IT else "in"]
    for text in entry.first
] + [(f"A girl {entry.preps[0]} a {entry.nouns[0]}.", text) for entry in apparatus() for text in entry.first]
AT_WORK = [
    ("A girl on a swing in the park at sunset.", "swinging back and forth"),
    ("A violinist on stage, warm light, 35mm film.", "with the bow"),
    ("A young surgeon in an operating theatre.", "both hands"),
    ("In a small bakery, a baker.", "kneading"),
    ("A waiter in a restaurant.", "through the room"),
    ("A blacksmith stands in a dark forge.", "blow"),
    ("Wide shot of a drummer on stage.", "drumming"),
    ("A potter sitting at a wheel.", "the wheel turns"),
    ("A potter at a wheel in a sunny workshop.", "the wheel turns"),
    ("A man in a grey coat on a bicycle.", "pedalling"),
    ("A swimmer in a swimming pool.", "one arm after the other"),
    ("A woman on a rowing machine.", "pulling on the handle"),
]
AT_REST = [
    "A violinist resting backstage.",
    "Portrait of a baker in a bakery.",
    "A statue of a violinist on a stage.",
    "A chef in a kitchen, arms crossed.",
    "A violinist on stage, her violin in its case.",
    "A waiter in a restaurant holding a tray.",
    "A chef in a kitchen looking at the camera.",
    "Two violinists on stage.",
    "A violinist and a pianist on stage.",
    "A barber in a barbershop with a customer.",
    "A girl next to a swing.",
    "A girl on a swing set.",
    "A girl on a swing with her doll.",
    "A painter in a garden.",
    "A waiter outside a restaurant.",
    "A retired boxer in a gym.",
    "A baker in a bakery, HAT IN HAND.",
    "A boxer in a ring, gloves lowered.",
    "A tired surgeon in an operating theatre.",
    "A conductor on a train.",
    "A gardener in a snowy garden.",
    "A man on a bike, leaning against a wall.",
    "A programmer at a desk, head on the keyboard.",
    "A baker in a bakery, gazing out of the window.",
]
TEXTS = [text for entry in (*roles(), *apparatus()) for text in entry.first]


def test_every_trade_is_somebody_s():
    """Its nouns are nouns of people, each place is there once, and there are enough of them to be worth a table."""
    people = {noun for being in beings() if being.human for noun in being.nouns}

    assert {noun for role in roles() for noun in role.nouns} <= people
    assert all(len(set(role.where)) == len(role.where) for role in roles())
    assert len({noun for role in roles() for noun in role.nouns}) >= 60
    assert len({noun for entry in apparatus() for noun in entry.nouns}) >= 15


@pytest.mark.parametrize(("prompt", "text"), ACTS)
def test_an_act_passes_the_gate_and_the_rules(prompt, text):
    """It adds nobody and nothing, is read as motion, and no rule on motion or its cause has anything to say of it."""
    after = f"{prompt[:-1]}, {text.replace('{poss}', 'her').replace('{it}', 'her')}."

    assert breaches(read_scene(prompt), read_scene(after)) == ()
    assert check_shot(Shot(id="s", prompt=after), RULES) == ()


@pytest.mark.parametrize(("prompt", "act"), AT_WORK)
def test_who_is_at_it_does_it(prompt, act):
    """The trade in its place, or the apparatus, and no more than light, hour, look and clothes beside it."""
    (done,) = rewrite_shot(Shot(id="s", prompt=prompt))

    assert act in done.shot.prompt
    assert not [found for found in done.remaining if found.family in MOTION_FAMILIES]


@pytest.mark.parametrize("prompt", AT_REST)
def test_in_doubt_nobody_works(prompt):
    """Who rests, poses, holds or looks at something, is elsewhere, or is not alone, at most stirs."""
    added = "\n".join(done.shot.prompt for done in rewrite_shot(Shot(id="s", prompt=prompt), n=12))

    assert not [text for text in TEXTS if text.split(",")[0] in added.replace(prompt, "")]
