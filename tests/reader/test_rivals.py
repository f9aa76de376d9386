"""Of several names tied to one motion, those that grammar lets move by it."""

import time

import pytest

from promptkit.reader.rivals import without_rivals


def kept(text: str, names: list[str], motion: str, *others: str) -> list[str]:
    """The names that stay movers when all are tied to `motion`, and the first ones to `others` as well."""
    spots = [(text.index(name), text.index(name) + len(name)) for name in names]
    motions = [(text.index(said), text.index(said) + len(said)) for said in (motion, *others)]
    owned = [[0, *([k + 1] if k < len(others) else [])] for k in range(len(names))]
    left = without_rivals(text, spots, owned, motions)
    return [name for name, own in zip(names, left, strict=True) if own]


@pytest.mark.parametrize(
    ("text", "names", "motion"),
    [
        ("A boy and a girl run.", ["boy", "girl"], "run"),
        ("Two nurses, a janitor and six skeletons dance.", ["nurses", "janitor", "skeletons"], "dance"),
        ("A man in a red coat and a tall woman dance.", ["man", "woman"], "dance"),
        ("The captain of the team & the coach shout.", ["captain", "coach"], "shout"),
        ("A man wearing a hat and a woman dance.", ["man", "woman"], "dance"),
        ("A bride in a wedding dress and a groom dance.", ["bride", "groom"], "dance"),
        ("A boy dressed as a pirate and a girl run.", ["boy", "girl"], "run"),
    ],
)
def test_names_in_one_row_share_their_verb(text: str, names: list[str], motion: str) -> None:
    assert kept(text, names, motion) == names


@pytest.mark.parametrize(
    ("text", "names", "motion", "mover"),
    [
        ("A seagull steals a chip from a child, the father chases it.", ["child", "father"], "chases", "father"),
        ("The pigeon is the boss and the clerks bring bread.", ["pigeon", "boss", "clerks"], "bring", "clerks"),
        ("A horse waits outside. When its rider comes out", ["horse", "rider"], "comes", "rider"),
        ("Vinegar meets baking soda, foam overflows the glass", ["soda", "foam"], "overflows", "foam"),
        ("Chess on a terrace, a waiter drops a tray", ["Chess", "waiter"], "drops", "waiter"),
        ("A rake and a barrow in the shed, a hen walks by", ["barrow", "hen"], "walks", "hen"),
        ("A cart full of hay and the driver whistles", ["cart", "driver"], "whistles", "driver"),
    ],
)
def test_a_verb_belongs_to_the_nearest_of_names_in_other_clauses(
    text: str, names: list[str], motion: str, mover: str
) -> None:
    assert mover in kept(text, names, motion)
    assert names[0] not in kept(text, names, motion)


def test_a_name_that_loses_one_motion_keeps_its_others() -> None:
    text = "A dog barks in the yard. Later the cat runs."
    dog, cat, barks, runs = (2, 5), (35, 38), (6, 11), (39, 43)
    assert without_rivals(text, [dog, cat], [[0, 1], [1]], [barks, runs]) == [[0], [1]]


@pytest.mark.parametrize(
    ("text", "names", "motion"),
    [
        ("A boy, holding hands with his sister, jumps.", ["boy", "sister"], "jumps"),
        ("A chef watched by his assistant flips a pancake.", ["chef", "assistant"], "flips"),
        ("A man in front of the children claps.", ["man", "children"], "claps"),
        ("A giraffe with the tail of a lizard, hopping", ["giraffe", "lizard"], "hopping"),
        ("A chair adorned with a blanket, gently sways", ["chair", "blanket"], "sways"),
    ],
)
def test_a_verb_belongs_to_the_name_that_a_phrase_before_it_describes(text: str, names: list[str], motion: str) -> None:
    assert kept(text, names, motion) == names[:1]


@pytest.mark.parametrize(
    ("text", "names", "motion"),
    [
        ("A mother in a kitchen with a child stirring a pot", ["mother", "child"], "stirring"),
        ("A crowd on a street watches as dancers spin", ["crowd", "dancers"], "spin"),
        ("A boy in a park meets a dog, runs", ["boy", "dog"], "runs"),
    ],
)
def test_a_name_that_begins_another_clause_keeps_its_verb(text: str, names: list[str], motion: str) -> None:
    assert kept(text, names, motion, text.split()[5])[-1] == names[-1]


def test_a_name_with_a_verb_of_its_own_is_in_no_row() -> None:
    text = "A man plays and a woman sings"
    assert without_rivals(text, [(2, 5), (18, 23)], [[0, 1], [1]], [(6, 11), (24, 29)]) == [[0], [1]]


@pytest.mark.parametrize("mover", ["fox", "crow"])
def test_of_two_the_one_that_is_named_again_moves(mover: str) -> None:
    assert kept(f"A red fox and a black crow, the {mover} jumps", ["fox", "crow"], "jumps") == [mover]


def test_a_subject_of_two_verbs_keeps_both() -> None:
    text = "A hunter sees a bear and, frightened, runs"
    assert without_rivals(text, [(2, 8), (16, 20)], [[0, 1], [1]], [(9, 13), (38, 42)])[0] == [0, 1]


@pytest.mark.parametrize(
    "gap",
    [" " * 8000, " of a" + " " * 8000, "a " * 4000 + ",", " and" + " a" * 4000, " in a" * 2000, " the" + " a" * 4000],
)
def test_long_runs_take_no_time(gap: str) -> None:
    """8,000 characters of any kind between two names."""
    text, start = f"boy{gap}girl hugs", time.process_time()
    spots, end = [(0, 3), (3 + len(gap), 7 + len(gap))], len(text)
    without_rivals(text, spots, [[0], [0]], [(end - 4, end)])
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(
    ("text", "names", "motion", "mover"),
    [
        ("Hands of a mechanic tightening a bolt", ["Hands", "mechanic"], "tightening", "Hands"),
        ("eye of a young woman opening", ["eye", "woman"], "opening", "eye"),
        ("Some of them jump", ["Some", "them"], "jump", "Some"),
        ("Two children, a boy and a girl, run", ["children", "boy", "girl"], "run", "children"),
        ("A couple: a baker and his wife dance", ["couple", "baker", "wife"], "dance", "couple"),
    ],
)
def test_what_only_says_more_of_a_name_is_no_mover(text: str, names: list[str], motion: str, mover: str) -> None:
    assert kept(text, names, motion) == [mover]


def test_a_part_with_a_motion_of_its_own_moves_beside_the_whole() -> None:
    text = "A crown of feathers shakes and the feathers fly"
    spots, motions = [(2, 7), (11, 19)], [(20, 26), (44, 47)]
    assert without_rivals(text, spots, [[0], [0, 1]], motions)[1] == [1]


def test_names_behind_a_motion_are_left_alone() -> None:
    text = "Into the pool jump a frog, a newt"
    spots = [(21, 25), (29, 33)]
    assert without_rivals(text, spots, [[0], [0]], [(14, 18)]) == [[0], [0]]


def test_wind_in_the_trees_moves_them_without_a_verb() -> None:
    text = "wind in the old trees, water flowing"
    assert without_rivals(text, [(16, 21), (23, 28)], [[0], [0]], [(29, 36)]) == [[], [0]]


@pytest.mark.parametrize("text", ["A boy meets a girl and hugs her", "A boy meets a girl. Then he hugs her"])
def test_a_verb_whose_subject_is_told_before_another_name_stays_with_it(text: str) -> None:
    assert "boy" in kept(text, ["boy", "girl"], "hugs", "meets")
    boy, girl = (2, 5), (14, 18)
    assert without_rivals(
        text, [boy, girl], [[0, 1], [1]], [(6, 11), (text.index("hugs"), text.index("hugs") + 4)]
    ) == [
        [0, 1],
        [1],
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A boy of a{blanks}town on the hill and a girl run.", ["boy", "girl"]),
        ("A boy meets a girl{blanks}! and runs.", ["boy", "girl"]),
        ("Two children, a boy {articles}, a girl run.", ["children", "boy", "girl"]),
    ],
)
def test_long_gaps_between_names_are_read_in_the_time_of_their_length(text: str, names: list[str]) -> None:
    start = time.perf_counter()
    kept(text.format(blanks=" " * 16_000, articles="a " * 8_000), names, "run")

    assert time.perf_counter() - start < 2
