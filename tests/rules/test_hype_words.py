"""`hype-words` finds praise and tags, and nothing that merely looks like them."""

import re
import time
from dataclasses import replace

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.hype_words import hype_words
from promptkit.testing import example_shot, marked

MARKED = [
    "A goat jumps, [[maximum detail, studio quality]]",
    "A goat jumps; it is [[so beautiful]]!",
    "A goat jumps, [[a sight to behold]]",
    "A goat jumps, [[leaving the viewer speechless]]",
    "Cranes dance, [[sheer perfection]]",
    "Cranes dance, [[perfect composition]]",
    "The [[best goat video ever]]",
    "Cranes dance, [[aesthetically pleasing light]]",
    "[[8k, masterpiece]], a woman walks along a [[stunning]] beach, [[best quality]].",
    "An [[ultra realistic]] portrait of a man",
    "A man turns, [[4K UHD]], film grain",
    "[[4k]] footage of a cat",
    "A cat walks. Hyperrealistic, [[4k]], moody atmosphere",
    "cinematic [[4K]] aerial drone shot of a city",
    "A cat runs [[in 4K resolution]].",
    "The rose opens [[in stunning detail]].",
    "An eagle lands, [[trending on artstation]]",
    "a [[visually stunning, ultra-detailed]] video of a heart",
    "a wide [[and breathtaking]] view of the sea",
    "a [[breathtaking and]] wide view of the sea",
    "A beach at dusk, [[stunning]] sunset",
    "A [[stunningly]] tall tree sways.",
    "The view is [[breathtaking]].",
    "A dog runs ([[masterpiece, best quality]])",
    "A woman dances, [[HD footage]], close-up",
    "A cat. [[Masterpiece]]. A dog.",
    "A drone glides over an [[incredible]] canyon, [[gorgeous colours]]",
    "[[Mind-blowing]] effects as the city folds",
    "An [[amazing, incredible, unbelievable]] stunt",
    "A beautiful [[stunning]] woman blinks.",
    "A [[very beautiful]], tall tower sways",
    "[[very nice]] quality video of a kite, [[flawless, top-notch]]",
    "[[The most beautiful sunset you have ever seen]], boats come home",
    "A [[cinematic masterpiece]] of a surfer riding a wave",
    "The dunes glow, [[truly magical]].",
    "A kite of [[spectacular]] size climbs.",
    "[[Stunning]] light falls on a harbour.",
    "[[Amazing]] fog rolls over a harbour",
    "A cat runs, [[stunning light]], film grain",
    "Dusk on the hills, [[breathtaking]] skies",
    "A lamp casts a [[mesmerizing]], dappled pattern.",
    "An eel with [[stunning]], striped fins turns",
    "A faint [[yet unforgettable]] glow fades",
    "A kite climbs — [[stunning]] — at dusk",
    "[[Sublime]]. A stallion rears on the ridge.",
    "A [[once in a lifetime]] view of the falls",
    "A kite climbs, [[trending]], film grain",
    "A kite climbs, [[HDR]], film grain",
    "[[Highly intricate]], a clock strikes",
    "A clock strikes, [[octane render]], [[Unreal Engine 5 render quality]]",
    "A clock strikes, [[rendered in Unreal Engine]]",
    "A boy juggles, [[professional colour grading]]",
    "A boy juggles, [[flawless skin]], soft light",
    "A boy juggles, [[epic]]",
    "A boy juggles, [[so dramatic and lovely and moving]], [[like a real movie]]",
    "[[Lovely]] autumn landscape, a tram climbs",
    "A ballad, [[simply gorgeous and utterly captivating in every possible sense]], ends.",
    "The night is silent, [[awe-inspiring]] and majestic.",
    "A tram climbs, [[encouraging viewers to embrace the calm]]",
    "A tram climbs; [[this scene transports the viewer to old Lisbon]].",
    "A tram passes [[walls that murmur forgotten secrets]].",
    "A reel [[capturing the true spirit of]] a harbour",
    "The bridge is [[a testament to]] patience.",
]
CLEAN = [
    "A cool, blue light falls. A waiter in a quality hotel bows.",
    "A professional kitchen, an iconic grin, the best man raises a glass.",
    "A masterpiece hangs on the wall.",
    "A resplendent quetzal and two superb starlings sit in a sumptuous hall.",
    "The current is stunning the fish.",
    "A lamp shows the intricate details of the artwork.",
    "A wizard stunning enemies with a flash.",
    "A wizard waves, stunning enemies with light.",
    "A snake mesmerizing its prey",
    'He says "this is stunning, 8k, masterpiece" and walks.',
    "A sign reads 'Best Quality' above the door",
    "A 4K television shows a game.",
    "Runners finish the 8k race.",
    "The Stunning Steve Show opens its curtain.",
    "Stunning Steve walks on stage.",
    "They enter the Masterpiece Gallery.",
    "An award-winning chef chops onions.",
    "A high-quality leather shoe bends.",
    "A photorealistic fox trots through snow, cinematic, film grain.",
    "A faint outline becomes a highly detailed mural.",
    "He draws a perfect circle; she recites an epic poem; a magical portal opens.",
    "The Incredible Hulk mask falls. A choir sings Amazing Grace.",
    "A beautiful woman waves. A state-of-the-art robot crosses a bridge.",
    "A witch enchanting swords with a song",
    "Stunning enemies with light, a wizard waves.",
    "Captivating audiences, a dancer spins.",
    "The camera rests on the intricate details of an artwork.",
    "The tallest tower ever built sways.",
    "A very, very tall tower sways.",
    "Late sun through blinds, hyperreal painting style",
    "A cathedral of bamboo, morning rays, hyperreal",
    "A hyperrealistic cat walks, soft light.",
    "A snowflake on wool, six arms, perfect, unmelted",
    "Each part is completed with intricate details and texture.",
    "A diner, super realistic painting style",
    "An owl turns, one eye turning forward, the other back.",
    "A boy with his jaw dropping slowly",
    "A clown, staggering down a stairwell",
    "There is nothing glorious about this duel.",
    "A garden, peaceful, majestic, casual",
    "Two friends talk, cool colours, a documentary look",
    "A ferry leaves, moody and dreamy cinematography",
    "A lamp swings, highlighting intricate details and textures.",
    "Snow falls, adding a serene, almost magical quality to the street.",
    "A beautiful lake ripples. An epic voyage ends.",
    "Moody, epic, quiet: a tram climbs",
    "An old man tells stories; a professional boxer skips.",
    "Viewers in the museum applaud. A magician invites viewers of the gallery onto the stage.",
    "A tram with an unreal paint job; a corona of light flares.",
    "A screen shows the game engine of Unreal.",
    "The perfect skin of an apple splits.",
]
FIXED = {
    "8k, masterpiece, a woman walks along a stunning beach, best quality.": "a woman walks along a beach.",
    "Masterpiece, a woman walks.": "A woman walks.",
    "A stunning eagle lands.": "An eagle lands.",
    "An awe-inspiring unicorn stands up.": "A unicorn stands up.",
    "A cat , 8k , runs": "A cat runs",
    "A cat, masterpiece,": "A cat",
    "A cat (8k) runs.": "A cat runs.",
    "(masterpiece, best quality), a dog runs": "a dog runs",
    "A cat. Masterpiece. A dog.": "A cat. A dog.",
    "A cat\nmasterpiece\nruns": "A cat\nruns",
    "A stunning, tall tower sways": "A tall tower sways",
    "A stunning, 8k, tall tower sways": "A tall tower sways",
    "a stunning and beautiful view of the sea": "a beautiful view of the sea",
    "a visually stunning, ultra-detailed video of a heart": "a video of a heart",
    "Stunning cinematic footage of a whale.": "Cinematic footage of a whale.",
    "A video of a whale shot in 8k": "A video of a whale",
    "A whale shown in breathtaking clarity": "A whale",
    "A whale, every scar shown in breathtaking clarity.": "A whale, every scar shown in breathtaking clarity.",
    "A wren at a flower, breathtaking clarity": "A wren at a flower",
    "An incredible canyon glows.": "A canyon glows.",
    "A cat runs, truly magical, at dusk": "A cat runs, at dusk",
    "A stunning , cat runs": "A cat runs",
    "a 8k , cat": "a cat",
    "A cat runs, stunning light, film grain": "A cat runs, film grain",
    "stunning light, a kite climbs": "a kite climbs",
    "A kite climbs over the pier, stunning light, its tail loose": "A kite climbs over the pier, its tail loose",
    "masterpiece, gorgeous, stunning light, a kite climbs": "a kite climbs",
    "Stunning lighting, amazing colors, a kite climbs": "A kite climbs",
    "soft, gorgeous, magical light": "soft, magical light",
    "A lamp casts a mesmerizing, oval pattern.": "A lamp casts an oval pattern.",
    "an eerie yet captivating dusk": "an eerie dusk",
    "a stunning yet simple kite": "a simple kite",
    "a high quality, high resolution video of a kite": "a video of a kite",
    "drone shot, stunning, of a coast": "drone shot of a coast",
    "A kite climbs | masterpiece | 8k": "A kite climbs",
    "A kite climbs | masterpiece | film grain": "A kite climbs | film grain",
    "A kite climbs — stunning — at dusk": "A kite climbs — at dusk",
    "A kite climbs—stunning—at dusk": "A kite climbs—at dusk",
    "Tiles create a mesmerizing pattern of waves.": "Tiles create a pattern of waves.",
    "A lake, a serene and captivating scene": "A lake, a serene scene",
    "A city at dusk, intricate, ultra realistic, 8k": "A city at dusk, intricate",
    "Anime art in breathtaking detail: a town": "Anime art in detail: a town",
    "A vase shown in exquisite detail, soft light": "A vase shown in detail, soft light",
    "The vase is shown in exquisite detail.": "The vase is shown in detail.",
    "A vase in exquisite detail on a stunning beach": "A vase in detail on a beach",
    "Every feather in stunning detail, an owl turns": "Every feather in detail, an owl turns",
    "The rose opens in stunning detail.": "The rose opens.",
    "Stunning cinematic masterpiece, 8k, award-winning shot of a horse": "Cinematic shot of a horse",
    "cinematic masterpiece, a horse gallops": "cinematic, a horse gallops",
    "A horse gallops, true masterpiece, 8k": "A horse gallops",
    "A horse gallops. An absolute masterpiece.": "A horse gallops.",
    "8k, hyper-realistic, a cat walks": "a cat walks",
    "A dragon lands, a captivating experience.": "A dragon lands.",
    "A dragon lands, creating a truly captivating visual experience for the viewer.": "A dragon lands.",
    "A dragon lands. It is a breathtaking spectacle! It roars.": "A dragon lands. It roars.",
    "A captivating time-lapse shows a lily.": "A time-lapse shows a lily.",
    "A cinematic masterpiece of a surfer": "A cinematic shot of a surfer",
    "A breathtaking masterpiece depicting the pure magic of two foxes at play": "A shot of two foxes at play",
    "Surreal masterpiece of a tram": "Surreal shot of a tram",
    "A tram climbs, stunning and lovely in every way imaginable.": "A tram climbs.",
    "A tram climbs. Captured in gorgeous 8k detail with amazing textures.": "A tram climbs.",
    "A tram climbs, epic, 8k": "A tram climbs",
    "Lovely autumn landscape, a tram climbs": "Autumn landscape, a tram climbs",
    "A tram climbs, viral, HDR, highly intricate": "A tram climbs",
    "A tram climbs, encouraging viewers to embrace the calm.": "A tram climbs.",
    "A tram climbs. It invites the viewer to linger. It stops.": "A tram climbs. It stops.",
}
UNFIXED = [
    "A girl has a captivating experience at the fair.",
    "A captivating experience of a ride",
    "A cinematic masterpiece, a horse gallops",
    "A squirrel gnaws with astonishing speed.",
    "The view is breathtaking.",
    "The scene is filmed in 8k.",
    "A wide, stunning view of Paris",
    "masterpiece, 8k",
    "Masterpiece",
    "A kite of spectacular size climbs.",
    "A ship sails along a stunning place.",
    "A true masterpiece of a tower",
    "A tram climbs, inviting the viewer to explore the harbour.",
    "A tram climbs, octane render, perfect skin",
    "A tram climbs, so dramatic and lovely",
    "A soft, stunning light falls",
    "soft, stunning light",
    "An eel with striped, stunning eyes",
    "Kites climb, all captured in 8k detail.",
    "A nun thanks the choir for a wonderful evening.",
    "The process is visually striking but clearly defies the laws of gravity.",
    "A glassblower with a magnificent white moustache turns a pipe.",
    "The very beautiful japanese girl sits in a garden.",
    "Leaves fall and create a serene, enchanting atmosphere, highlighting the season.",
    "A poster holds the city in a single, captivating image.",
    "A chef carves, creating perfect, mouth-watering slices.",
    "The night is silent, awe-inspiring and majestic.",
    "The shot catches the raw beauty and awe-inspiring presence of a bear.",
    "A hymn speaks of tranquility and awe-inspiring beauty.",
    "A nun with a smile and stunning eyes nods.",
    "The sea is calm and stunning light falls.",
    "A kite jumped and stunning light fell.",
    "The hall is both awe-inspiring and serene.",
    "A hall in both rich and stunning colour",
    "Snow falls, adding an almost unbelievable hush to the street.",
    "Tiles line the pool, creating a mesmerizing pattern.",
    "Oars dip, creating a mesmerizing pattern as they rise.",
    "The train winds uphill, offering breathtaking views.",
    "Oil and ink part in a captivating dance.",
    "A lamp lights the enchanting mood of the bar.",
    "A hinge is shown in high detail, showcasing its pins.",
    "A cave of astonishing complexity opens.",
    "A cartoon like an award-winning film",
    "A bell rings, sad, beautiful, quiet",
    "A bar, plain but good quality, no brands",
]


@pytest.mark.parametrize("text", MARKED)
def test_hype_is_found_where_it_stands(text):
    """The span of each finding is the run of hype, no more and no less."""
    prompt, spans = marked(text)
    findings = check_shot(example_shot(prompt), [hype_words])

    assert tuple((finding.start, finding.end) for finding in findings) == spans


@pytest.mark.parametrize("text", CLEAN)
def test_other_uses_are_left_alone(text):
    """Speech, names, verbs, things and styles are no hype."""
    assert check_shot(example_shot(text, prompt=text), [hype_words]) == ()


@pytest.mark.parametrize(("before", "after"), FIXED.items())
def test_what_is_left_is_clean(before, after):
    """Commas, spaces, brackets, capitals and articles read as if the words had never been there."""
    assert fix_shot(example_shot("", prompt=before), [hype_words]).shot.prompt == after


@pytest.mark.parametrize("text", UNFIXED)
def test_no_fix_where_the_sentence_would_break(text):
    """The finding stands without a fix, and fixing changes nothing."""
    shot = example_shot(text)

    assert check_shot(shot, [hype_words])
    assert fix_shot(shot, [hype_words]).shot.prompt == text


def test_words_can_be_allowed():
    """What a team does not count as hype stays unsaid, the rest does not."""
    shot = example_shot("A mesmerizing dance on a stunning stage")
    findings = check_shot(shot, [hype_words], options={"hype-words": {"allow": ("Mesmerizing",)}})

    assert [shot.prompt[finding.start : finding.end] for finding in findings] == ["stunning"]


def test_what_holds_an_allowed_word_is_allowed():
    """A tag that goes with a word for the picture is allowed with it."""
    shot = example_shot("A woman dances on a stunning stage, 8k footage")
    findings = check_shot(shot, [hype_words], options={"hype-words": {"allow": ("8K",)}})

    assert [shot.prompt[finding.start : finding.end] for finding in findings] == ["stunning"]


@pytest.mark.parametrize(
    ("opening", "piece"),
    [("", "very stunning "), ("", "4k resolution "), ("A ", "very stunning "), ("Shot in ", "4k resolution ")],
)
def test_hype_that_reads_in_two_ways_takes_no_time(opening, piece):
    """Words that are a tag together and apart are not tried in every combination."""
    start = time.perf_counter()
    check_shot(example_shot("", prompt=opening + piece * 30 + "dog"), [hype_words])

    assert time.perf_counter() - start < 20  # 2**30 steps take hours


def test_all_fixes_are_safe():
    """Taking hype out keeps the meaning."""
    findings = check_shot(example_shot("8k, a stunning beach"), [hype_words])

    assert [finding.fix.safe for finding in findings if finding.fix] == [True, True]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "ask for 4k by the shot's key resolution"),
        ({"target": "veo-3.1"}, "veo-3.1 has 720p, 1080p or 4k"),
        ({"target": "kling-2.6@legacy"}, "key mode"),
    ],
)
def test_a_resolution_is_left_for_its_author_and_the_place_to_ask_is_named(given, said):
    """Taking it out would lose a wish, unless the shot sets its resolution; 8k is sold nowhere, and is praise."""
    shot = example_shot("4K, masterpiece, a cat runs, 8k", **given)
    messages = [finding.message for finding in check_shot(shot, [hype_words])]

    assert fix_shot(shot, [hype_words]).shot.prompt == "4K, a cat runs"
    assert said in messages[0]
    assert fix_shot(replace(shot, resolution="1080p"), [hype_words]).shot.prompt == "a cat runs"


@pytest.mark.parametrize(
    ("prompt", "size"),
    [
        ("A cat runs in high definition.", "HD"),
        ("A cat, full HD, runs", "full HD"),
        ("UHD footage of a cat", "ultra HD"),
    ],
)
def test_a_resolution_by_its_name_is_one_too(prompt, size):
    """It stays where the shot sets none, as "1080p" does; where the shot sets one, nothing is lost without it."""
    (finding,) = check_shot(example_shot(prompt), [hype_words])

    assert finding.fix is None
    assert f"ask for {size} by the shot's key resolution" in finding.message
    assert fix_shot(example_shot(prompt, resolution="1080p"), [hype_words]).applied


def test_plain_public_prompts_are_clean(shared):
    """VBench's own 946 prompts are plain sentences: none holds hype as this rule means it."""
    prompts = (shared / "corpora" / "vbench" / "all_dimension.txt").read_text(encoding="utf-8").splitlines()
    found = [prompt for prompt in prompts if check_shot(example_shot("", prompt=prompt), [hype_words])]

    assert len(prompts) == 946
    assert found == []


def test_public_rewrites_are_left_clean(shared):
    """In rewrites full of praise, no fix leaves a doubled space or comma, a wrong article or a lost capital."""
    untidy = re.compile(
        r"  | ,|,\s*,|\ban? (?:an?|and)\b|\band and\b|,\.|\( *\)|\b[Aa] [aeio]\w|\b[Aa]n [bcdfgjkmp-t]|\. [a-z]"
    )
    (folder,) = {path.parent for path in (shared / "corpora").rglob("all_dimension_longer.txt")}
    prompts = (folder / "all_dimension_longer.txt").read_text(encoding="utf-8").splitlines()
    fixed = [fix_shot(example_shot("", prompt=prompt), [hype_words]) for prompt in prompts]
    changed = [(prompt, done.shot.prompt) for prompt, done in zip(prompts, fixed, strict=True) if done.applied]

    assert len(changed) > 100
    for before, after in changed:
        assert len(untidy.findall(after)) <= len(untidy.findall(before)), after


@pytest.mark.parametrize(
    "prompt",
    [
        "Penguins march, creating a mesmerizing visual display.",
        "A vase sways, catching the sun in a mesmerizing display.",
    ],
)
def test_a_noun_that_is_nothing_without_its_praise_keeps_it(prompt):
    """What is left ("in a display") would say less than nothing: it is for the author to say what is to be seen."""
    assert fix_shot(example_shot(prompt), (hype_words,)).shot.prompt == prompt


def test_the_look_of_a_kind_of_picture_is_a_style_and_no_hype():
    """It goes with no tag beside it."""
    fixed = fix_shot(example_shot("A bottle stands on marble. Commercial look, 8k"), (hype_words,)).shot.prompt

    assert fixed == "A bottle stands on marble. Commercial look"


@pytest.mark.parametrize(("tags", "times"), [("perfect, ", 4000), ("soft, stunning light, ", 300)])
def test_a_long_list_of_tags_takes_no_long_time(tags, times):
    """What stands before a tag is looked at nearby: the time grows with the length, not with its square."""
    begin = time.perf_counter()
    check_shot(example_shot(tags * times), [hype_words])

    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("prompt", "fixed"),
    [
        ("A vase turns, stunning, perfect", "A vase turns"),
        (f"A vase turns, {'very ' * 60}wide, perfect", f"A vase turns, {'very ' * 60}wide, perfect"),
        ("A vase turns, perfect", "A vase turns, perfect"),
    ],
)
def test_perfect_is_praise_beside_more_of_it(prompt, fixed):
    """Alone it may say that nothing is broken off."""
    assert fix_shot(example_shot(prompt), (hype_words,)).shot.prompt == fixed


@pytest.mark.parametrize(
    ("prompt", "fixed"),
    [
        ("Cinematic hyper-realistic ultra-detailed masterpiece, a keeper climbs a stair.",
         "Cinematic, a keeper climbs a stair."),
        ("Hyper-realistic ultra-detailed masterpiece, a keeper climbs a stair.", "A keeper climbs a stair."),
        ("A keeper climbs a stair. volumetric light, award-winning cinematography, trending",
         "A keeper climbs a stair. volumetric light"),
    ],
)  # fmt: skip
def test_a_run_of_tags_goes_with_the_noun_that_it_praises(prompt, fixed):
    """At the head as at the end, beside a word of style, and without a bare "cinematography" left over."""
    assert fix_shot(example_shot(prompt), (hype_words,)).shot.prompt == fixed
