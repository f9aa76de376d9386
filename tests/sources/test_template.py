"""Prompts with variables: rendered as Jinja renders them, typed characters kept in place, work bounded."""

import json
import time

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptkit.errors import UsageError
from promptkit.shot import NOT_IN_SOURCE, Document
from promptkit.sources.read import read_document


def shots(prompt, **variables):
    return read_document(Document("a.jsonl", json.dumps({"id": "s", "prompt": prompt, "vars": variables})))


def test_variables_are_filled_in_and_the_rest_keeps_its_place():
    """Text out of a variable has no place; typed text has that of the file."""
    (shot,) = shots("A {{ hero }} runs", hero="cat")
    offsets = shot.origin.written["prompt"].offsets

    assert shot.prompt == "A cat runs"
    assert [shot.origin.document.text[offset] if offset != NOT_IN_SOURCE else "" for offset in offsets[:-1]] == [
        *"A ", "", "", "", *" runs",
    ]  # fmt: skip
    assert shot.origin.document.text[offsets[-1]] == '"'


def test_lists_make_one_shot_each():
    """Every combination of the lists that the prompt uses is a shot; its id says which."""
    found = shots("{{a}} {{b}} {{c}}", a=["x", "y"], b=["1", "2"], c="z", unused=["p", "q"])

    assert [(shot.id, shot.prompt) for shot in found] == [
        ("s[a=x,b=1]", "x 1 z"),
        ("s[a=x,b=2]", "x 2 z"),
        ("s[a=y,b=1]", "y 1 z"),
        ("s[a=y,b=2]", "y 2 z"),
    ]
    assert found[0].vars["a"] == "x"


def test_a_list_that_the_template_loops_over_stays_one():
    """`for` and `join` take the list itself."""
    assert [s.prompt for s in shots("{% for x in a %}{{x}}, {% endfor %}run", a=["cat", "dog"])] == ["cat, dog, run"]
    assert [s.prompt for s in shots("{{ a | join(' and ') }} run", a=["cat", "dog"])] == ["cat and dog run"]


def test_file_variables_serve_all_shots_and_the_shot_comes_first():
    """`vars` at the top fills every prompt; a shot's own value wins."""
    text = (
        "vars: {hero: cat, year: 1920, tone: 1.50}\n"
        "shots:\n- '{{hero}} {{year}} {{tone}}'\n- {prompt: '{{hero}}', vars: {hero: dog}}\n"
    )

    assert [shot.prompt for shot in read_document(Document("a.yaml", text))] == ["cat 1920 1.50", "dog"]


@pytest.mark.parametrize(
    ("prompt", "names", "spans"),
    [
        (
            "A {{ hero }} and {{ hero }} by {{ place }}",
            ["hero", "hero", "place"],
            ["{{ hero }}", "{{ hero }}", "{{ place }}"],
        ),
        ("A {% if day %}sun{% endif %}", ["day"], ["{% if day %}"]),
        ("{{ known.colour }}", ["colour"], ["{{ known.colour }}"]),
    ],
)
def test_missing_variables_are_named_in_place(prompt, names, spans):
    """The shot keeps its text, and says which variables lack a value and where they stand."""
    (shot,) = shots(prompt, known={})

    assert shot.prompt == prompt
    assert [one.name for one in shot.unresolved] == names
    assert [shot.prompt[one.start : one.end] for one in shot.unresolved] == spans


def test_a_default_is_no_missing_variable():
    """`default` and `is defined` ask for no value."""
    (shot,) = shots("A {{ x | default('cat') }}{% if y is defined %}!{% endif %}")

    assert (shot.prompt, shot.unresolved) == ("A cat", ())


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ("A {{ hero", "broken template: unexpected end of template"),
        ("a\nb {% if %}", "broken template: Expected an expression"),
        ("{{ x.upper() }}", "cannot use call"),
        ("{{ 9 ** 9 ** 9 }}", "cannot use pow"),
        ("{{ 'a' * 999999999 }}", "cannot use mul"),
        ("{% set x = 'a' %}{{ x }}", "cannot use assign"),
        ("{% include 'x' %}", "cannot use include"),
        ("{{ x | center(999999999) }}", "cannot use the filter 'center'"),
        (
            "{% for a in xs %}{% for b in xs %}{% for c in xs %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
            "loops more than",
        ),
        ("{% for a in xs %}" + "{{ long }}" * 500 + "{% endfor %}", "renders to more than 100000 characters"),
        ("{% for a in xs %}" + "words " * 600 + "{% endfor %}", "renders to more than 100000 characters"),
        ("{{ long | replace('a', long) | replace('a', long) }}", "renders to more than 100000 characters"),
        ("{{ xs | join(long) }}", "renders to more than 100000 characters"),
        ("{{ table }}", "a whole list or table stands where text is wanted"),
        ("{{ 'a' + 1 }}", "cannot be filled in"),
        ("{% if no %}x{% endif %}", "renders to nothing"),
        ("{{ many }}{{ many2 }}", "its lists make 1600 shots, at most 1000 are read"),
        ("{{ nil }}", "the list nil is empty"),
        ("{{" + "(" * 900 + "x" + ")" * 900 + "}}", "template"),
        ("{% for a in xs %}" * 25 + "{% endfor %}" * 25, "nested too deeply"),
        ("x" * 100_001 + "{{ x }}", "a template of 100008 characters"),
        ("x" * 21_000 + "{thousand}", "its lists make shots of more than 5000000 characters"),
        ("x" * 100_001 + "{many}", "a template of 100007 characters"),
    ],
)
def test_templates_that_cannot_be_used(prompt, message):
    """Broken, over-long and endless templates are refused with their place, at once."""
    many = [str(number) for number in range(40)]
    lists = {"many": many, "many2": many, "thousand": ["a"] * 1000, "nil": []}
    began = time.monotonic()

    with pytest.raises(UsageError) as error:
        shots(prompt, x="a", xs=many, long="a" * 9000, table={"a": 1}, no="", **lists)

    assert message in str(error.value)
    assert str(error.value).startswith("a.jsonl:1:")
    assert time.monotonic() - began < 5


def test_variables_are_bounded():
    """Variables of more characters than any prompt needs are refused before anything is rendered."""
    with pytest.raises(UsageError, match="more than 20000 characters"):
        shots("{{ x }}", x="a" * 20_001)


PIECES = [
    "a ", "\n", "{{ x }}", "{{- x -}}", "{% if x %}", "{% else %}", "{% endif %}", "{# c #}", "{% endfor %}",
    "{% raw %}{{ r }}{% endraw %}", "{% for i in xs -%}", "{{ i|default('-') }}", " é😀 ", "\r\n", "{{ x|upper }}",
    "{%- if not x %}",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_the_text_is_that_of_jinja(template):
    """What our marked rendering gives is what Jinja gives, and every placed character is the one typed there."""
    variables = {"x": "cat", "xs": ["1", "2"]}
    try:
        wanted = jinja2.Environment(autoescape=False).from_string(template).render(variables).strip()
        found = shots(template, **variables)
    except (jinja2.TemplateSyntaxError, UsageError):
        return

    if "{{" in template or "{%" in template:
        assert [shot.prompt for shot in found] == [wanted]
        text, written = found[0].origin.document.text, found[0].origin.written["prompt"]
        for char, offset in zip(found[0].prompt, written.offsets, strict=False):
            assert offset == NOT_IN_SOURCE or text[offset] == char or text[offset] == "\\"


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("A {hero} runs", "A cat runs"),
        ("A {hero!r:>6} runs {n:.1f} m", "A  'cat' runs 2.5 m"),
        ("A {{ hero }} and a {hero}", "A cat and a cat"),
        ("{braces}", "{hero} {{ hero }}"),
        ("a {hero}\r\nb {hero}", "a cat\nb cat"),
        ("{% raw %}{hero} {{ hero }}{% endraw %} {hero}", "{hero} {{ hero }} cat"),
    ],
)
def test_single_braces_are_filled_as_format_fills_them(prompt, wanted):
    """Beside Jinja's, and not within a `raw` block; braces that come out of a variable are text."""
    (shot,) = shots(prompt, hero="cat", n=2.5, braces="{hero} {{ hero }}")

    assert (shot.prompt, shot.unresolved) == (wanted, ())


def test_what_single_braces_fill_has_no_place():
    """Typed text keeps that of the file, and lists make one shot for each entry."""
    first, second = shots("A {hero} {n}", hero=["cat", "dog"], n=1)
    offsets = first.origin.written["prompt"].offsets

    assert [(one.id, one.prompt) for one in (first, second)] == [("s[hero=cat]", "A cat 1"), ("s[hero=dog]", "A dog 1")]
    typed = [first.origin.document.text[at] if at != NOT_IN_SOURCE else "" for at in offsets[:-1]]
    assert typed == ["A", " ", "", "", "", " ", ""]


@pytest.mark.parametrize(
    ("prompt", "names", "spans"),
    [
        ("A {hero} by {known} and {place!s}", ["hero", "place"], ["{hero}", "{place!s}"]),
        ("A {{ hero }} by {place}", ["hero", "place"], ["{{ hero }}", "{place}"]),
        ("{size:>4} {when:%H:%M} {été}", ["size", "when", "été"], ["{size:>4}", "{when:%H:%M}", "{été}"]),
        ("{% if known %}{a}{% else %}{b}{% endif %}", ["a"], ["{a}"]),
    ],
)
def test_missing_names_in_single_braces_are_named_in_place(prompt, names, spans):
    """As those of Jinja: the shot keeps its text, and is not resolved."""
    (shot,) = shots(prompt, known="x")

    assert shot.prompt == prompt
    assert [one.name for one in shot.unresolved] == names
    assert [shot.prompt[one.start : one.end] for one in shot.unresolved] == spans


@pytest.mark.parametrize(
    "prompt",
    [
        "{} {0} {1!r}",
        '{"shot": 1, "words": ["a"]}',
        "{shot: 1, words: a}",
        "{a: 1}",
        "{moss:1.2}",
        "{red|green} {2$$a|b}",
        "{a b} { hero } {hero",
        "{hero!x} {hero:words} {hero.name}",
        "{a,b} {hero }",
    ],
)
def test_other_braces_are_text(prompt):
    """JSON, sets of alternatives and positions are no placeholders, whatever `vars` has."""
    (shot,) = shots(prompt, hero="cat", a="x", shot="y", red="z")

    assert (shot.prompt, shot.unresolved) == (prompt, ())


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ("{n:%H:%M}", "{n} cannot be filled in: Invalid format specifier"),
        ("{huge:.2f}", "{huge} cannot be filled in: int too large to convert to float"),
        ("{endless:.2f}", "{endless} cannot be filled in: the number is too large"),
        ("{n:99999}", "asks for endless text"),
        ("{table}", "a whole list or table stands where text is wanted"),
        ("{long}" * 12, "its variables make more than 100000 characters"),
        ("{nil}", "the list nil is empty"),
    ],
)
def test_single_braces_that_cannot_be_filled(prompt, message):
    """What `format` refuses, and what would be endless, is refused with its place."""
    with pytest.raises(UsageError) as error:
        shots(prompt, hero="cat", n=1, huge=10**400, endless="1e999", table={"a": 1}, long="a" * 9000, nil=[])

    assert message in str(error.value)
    assert str(error.value).startswith("a.jsonl:1:")


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("A {size:.1f} m wave", "A 2.5 m wave"),
        ("A {hero:.1f} runs", "A cat runs"),
        ("{many:,d} cats", "12,000 cats"),
        ("{size:d} m", "2.5 m"),
        ("at {hero:%H:%M}", "at cat"),
        ("{size:>5} m", "  2.5 m"),
    ],
)
def test_a_text_is_read_as_a_number_where_the_format_wants_one(prompt, wanted):
    """Cells and words behind a mark know no other values; a text that is no number stands as it is."""
    (shot,) = shots(f"On {prompt}", hero="cat", size="2.5", many="12000")

    assert (shot.prompt, shot.unresolved) == (f"On {wanted}", ())


def test_half_characters_cannot_be_filled_in():
    """An escape in a template can name what no file can hold."""
    with pytest.raises(UsageError, match=r"a\.jsonl:1:.*is half of a character"):
        shots("A {{ '\\ud800' }} runs")


def test_codes_of_characters_are_no_format():
    """Braces that ask for one are text."""
    assert shots("A {n:c} runs", n=65)[0].prompt == "A {n:c} runs"


FIELDS = ["a ", "{x}", "{x!r}", "{n:>5}", "{n:.2f}", "{x:^7}", "é😀", "\n", "}", " {", "{n:+d}", "{x!s:*<6}"]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=8).map("".join))
def test_the_text_is_that_of_format(prompt):
    """What single braces become is what `str.format` makes of them, where it takes the text at all."""
    try:
        wanted = prompt.format(x="cat", n=7).strip()
    except (ValueError, LookupError):
        return
    if wanted and "{{" not in prompt and "}}" not in prompt:
        assert [shot.prompt.strip() for shot in shots(prompt, x="cat", n=7)] == [wanted]
