"""`element-rules` compares elements with the target's limits and with the names in the prompt."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.element_rules import element_rules
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot, marked

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]
TAKING = [name for name in EVERYWHERE if find_target(name).elements.max_count]
NAMES = ("Ada", "Bo", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal", "Ira")
IMAGE = "https://example.com/a.png"


def found(text, target="kling-3.0", elements=(), **given):
    given = {"image": IMAGE, **given}
    return check_shot(example_shot("", prompt=text, target=target, elements=elements, **given), [element_rules])


def said(*arguments, **given):
    return [finding.message for finding in found(*arguments, **given)]


def counted(target, count, **given):
    """Findings for so many elements, each named, turned as the target wants it."""
    names = NAMES[:count]
    orientation = find_target(target).elements.needs_orientation
    text = " ".join(f"@{name} waves." for name in names)
    return said(text, target, names, orientation=orientation, **given)


@pytest.mark.parametrize("target", TAKING)
@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("max_count", {"image": None}),
        ("max_with_frames", {}),
        ("max_with_frames", {"image": None, "last_image": IMAGE}),
        ("max_with_video", {"image": None, "reference_video": "https://example.com/a.mp4"}),
    ],
)
def test_as_many_as_the_target_takes(target, field, given):
    """The most is fine and one more is not: alone, beside an image, beside a reference video."""
    limits = find_target(target).elements
    if limits.needs_image:
        given = {**given, "image": IMAGE}
    most = getattr(limits, field)
    most = limits.max_count if most is None else most
    (message,) = counted(target, most + 1, **given)

    assert counted(target, most, **given) == counted(target, 1, **given) == []
    assert f"takes {most} element" in message
    assert "take 1 out" in message


@pytest.mark.parametrize("target", [name for name in TAKING if find_target(name).elements.needs_orientation])
@pytest.mark.parametrize("orientation", [None, "image", "video"])
def test_the_orientation_that_elements_need(target, orientation):
    """Any other, and none, is an error; without elements it is free."""
    needed = find_target(target).elements.needs_orientation
    messages = said("She turns.", target, ("Lia",), orientation=orientation)

    assert bool(messages) == (orientation != needed)
    assert all(f"needs orientation {needed}" in message for message in messages)
    assert said("She turns.", target, orientation=orientation) == []


@pytest.mark.parametrize("target", TAKING)
def test_elements_with_an_image_only(target):
    """Where only image to video takes elements, one without an image is an error."""
    limits = find_target(target).elements
    messages = said("@Lia turns.", target, ("Lia",), image=None, orientation=limits.needs_orientation)

    assert bool(messages) == limits.needs_image


@pytest.mark.parametrize("target", [name for name in EVERYWHERE if find_target(name).elements.mention != "@"])
def test_names_are_compared_where_the_target_uses_them(target):
    """Motion control needs no name, and other routes have other ways to write one."""
    orientation = find_target(target).elements.needs_orientation

    assert not [
        message
        for message in said("@Zoe waves at Lia.", target, ("Lia",), orientation=orientation)
        if "Zoe" in message or "Lia" in message
    ]


@pytest.mark.parametrize(
    ("text", "elements", "severity"),
    [
        ("[[@Zoe]] waves at @Lia.", ("Lia",), "warning"),
        ("[[@lia]] waves; @Lia waves back.", ("Lia",), "warning"),
        ("[[@nike]] on his shirt", (), "note"),
        ("[[@Lianne]] waves at @Lia.", ("Lia",), "warning"),
        ("[[@Old]] men wave at @Old Zhang.", ("Old Zhang",), "warning"),
        ("[[@video_1]] is the model for @Lia.", ("Lia",), "warning"),
    ],
)
def test_named_but_not_given(text, elements, severity):
    """The name is marked; where no element is given at all it may be a handle, and is a note."""
    plain, spans = marked(text)
    (finding,) = found(plain, elements=elements)

    assert ((finding.start, finding.end),) == spans
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("@Lia's coat swings.", ("Lia",)),
        ("@Lia走过码头", ("Lia",)),
        ("@Lia waves.", ("@Lia",)),
        ("@Old Zhang waves.", ("Old Zhang",)),
        ("@image_1 wakes.", ()),
        ("@image_2 wakes.", ()),
        ('A sign says "follow @nike".', ()),
        ("Mail to anna@example.com.", ()),
        ("Tickets @ 5 dollars", ()),
        ("A man walks.", ()),
    ],
)
def test_names_that_are_in_order(text, elements):
    """Endings, scripts without spaces, numbered inputs, quoted handles and addresses."""
    assert found(text, elements=elements) == ()


def test_given_but_not_named():
    """A note on the whole prompt; on the bare name, with an unsafe fix, where it stands once."""
    (absent,) = found("A man walks.", elements=("Lia",))
    (bare,) = found("Lia waves.", elements=("Lia",))
    shot = example_shot("", prompt="Lia waves.", target="kling-3.0", elements=("Lia",), image=IMAGE)

    assert absent.severity == bare.severity == "note"
    assert absent.fix is None
    assert (bare.start, bare.end) == (0, 3)
    assert bare.fix.safe is False
    assert fix_shot(shot, [element_rules], unsafe=True).shot.prompt == "@Lia waves."
    assert found("Lia waves, Lia turns.", elements=("Lia",))[0].fix is None


def test_a_longer_name_does_not_stand_for_the_element():
    """With "@Lianne" somebody else is meant, and Lia is not named."""
    assert 'element "Lia" is given, but the prompt does not name it' in " ".join(
        said("@Lianne waves.", elements=("Lia",))
    )


def test_quoted_names_are_left_alone():
    """What a sign says is not rewritten; the name outside the quotation marks is."""
    (quoted,) = found('A sign says "Lia".', elements=("Lia",))
    (both,) = found('Lia waves at a sign that says "Lia".', elements=("Lia",))

    assert quoted.fix is None
    assert (both.start, both.end) == (0, 3)
    assert both.fix is not None


@pytest.mark.parametrize(
    ("text", "elements", "expected"),
    [
        ("@Lia waves.", ("Lia", "Lia"), 'element "Lia" is given 2 times'),
        ("@Lia waves, @Liam turns.", ("Lia", "Liam"), '"Lia" is a part of "Liam"'),
        ("@Lia waves. Mail anna@Lia.com.", ("Lia",), "inside other text is taken for the element"),
    ],
)
def test_names_must_be_told_apart(text, elements, expected):
    """Twice the same, one within another, one within an address."""
    (finding,) = found(text, elements=elements)

    assert expected in finding.message
    assert finding.severity == "error"


@pytest.mark.parametrize("target", ["kling-2.6", "veo-3.1", "runway-gen-4.5", "kling-avatar"])
def test_named_where_no_element_is_taken(target):
    """A given element's name is a plain word there; each place is marked, and longer names are not meant."""
    plain, spans = marked("[[@Lia]] waves, [[@Lia]]'s coat swings, @Liam looks on.")
    findings = found(plain, target, ("Lia",))

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert all("as a plain word" in finding.message for finding in findings)


@pytest.mark.parametrize("target", [None, "kling-2.6", "veo-3.1", "kling-2.1-master"])
def test_silent_without_limits(target):
    """No target, or one that takes no elements at all and none that is given is named: `unknown-option` says that."""
    assert found("@Zoe waves.", target, ("Lia",) * 9) == ()
