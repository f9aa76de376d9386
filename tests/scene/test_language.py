"""Prompts that are not English are told apart, and not misread."""

import pytest

from promptkit.lint import lint
from promptkit.scene.language import is_mixed, language_of
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

OTHERS = """
de Eine Frau geht am Strand entlang, ihr Kleid weht im Wind.
de Zeitlupe: Milch wird in eine Tasse gegossen, die Kamera fährt langsam heran
fr Une femme marche sur la plage, sa robe flotte au vent
es Una mujer camina por la playa y el viento mueve su vestido
es Primer plano de una taza de café, sale vapor, cámara fija
pt Uma mulher caminha na praia, o vestido balança com o vento
it Una donna cammina sulla spiaggia, il vestito mosso dal vento
nl Een vrouw loopt over het strand, haar jurk wappert in de wind
sv En kvinna går på stranden, klänningen fladdrar i vinden
pl Kobieta idzie po plaży, a wiatr porusza jej sukienką
tr Bir kadın sahilde yürüyor, elbisesi rüzgarda dalgalanıyor
ru Женщина идёт по пляжу, платье развевается на ветру
uk Жінка йде пляжем, сукня майорить на вітрі
el Μια γυναίκα περπατά στην παραλία, το φόρεμά της κυματίζει
ar امرأة تمشي على الشاطئ وفستانها يرفرف في الريح
hi एक महिला समुद्र तट पर चल रही है, उसकी पोशाक हवा में लहरा रही है
th ผู้หญิงเดินบนชายหาด ชุดของเธอปลิวไปตามลม
vi Một người phụ nữ đi dạo trên bãi biển, chiếc váy bay trong gió
id Seorang wanita berjalan di pantai, gaunnya berkibar ditiup angin
zh 一个女人在海滩上走，裙子随风飘动
ja 女性がビーチを歩き、ドレスが風になびく
ko 한 여자가 해변을 걷고 드레스가 바람에 날린다
""".strip().splitlines()


@pytest.mark.parametrize("line", OTHERS)
def test_other_languages_are_named(line):
    """By their ISO 639-1 code; nothing is read out of them."""
    code, prompt = line.split(" ", 1)
    scene = read_scene(prompt)

    assert (language_of(prompt), scene.language, scene.elements, scene.sure) == (code, code, (), 0.0)


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "🐈",
        "Entropy",
        "a dog runs",
        "bokeh, soft light, sakura petals falling, Kyoto street",
        "Crème brûlée cracks under a spoon",
        "masterpiece, 1girl, silver hair, neon, rain",
        "Señor Gómez pours coffee in a small café",
        "syringe, cotton ball, band-aid",
        "Mädchen walks to the Bahnhof with her Oma",
    ],
)
def test_english_with_strangers_in_it_stays_english(prompt):
    """Names, loan words, tags and single words."""
    assert language_of(prompt) == "en"


def test_the_linter_says_what_it_did_not_do():
    """One note, and no finding about motion."""
    (linted,) = lint([Shot(id="s", prompt="Eine Frau steht am Strand, ihr Kleid weht.")])

    assert [finding.rule for finding in linted.findings if finding.family in {"motion", "cause", "load", "text"}] == [
        "not-english"
    ]


@pytest.mark.parametrize(
    ("code", "prompt"),
    [
        ("de", "Eine Barista gießt Milch in den Cappuccino, close-up on the latte art, warm light, gemütlich."),
        ("de", "Ein Läufer sprintet durch den Regen, slow motion, cinematic lighting, water splashing."),
        ("de", "Ein Hund läuft im Park, the owner throws a stick for it."),
        ("fr", "Une femme marche sur la plage, slow motion, golden hour, cinematic, 35mm"),
        ("it", "Un cane corre sulla spiaggia, close-up, warm light, the camera follows"),
    ],
)
def test_a_prompt_of_which_a_good_part_is_in_another_language_is_not_read_as_english(code, prompt):
    """Camera and light in English do not make the deed English."""
    assert (language_of(prompt), is_mixed(prompt), read_scene(prompt).elements) == (code, True, ())


@pytest.mark.parametrize(
    "prompt",
    [
        'A sign reads "Bienvenidos a la casa de los abuelos", a man walks by',
        "El Capitan at dawn, Los Angeles skyline, Rio de Janeiro carnival",
        "no zoom no pan no tilt. a blacksmith hammering a horseshoe, sparks leaping at every blow",
    ],
)
def test_names_and_what_is_read_or_said_in_the_picture_make_no_mixture(prompt):
    """A shop sign may be in any language."""
    assert language_of(prompt) == "en"
