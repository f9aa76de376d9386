"""`aspect-ratio` compares the shape asked for with the target's list and with the input image."""

import struct

import pytest

from promptkit.lint import check_shot
from promptkit.rules.aspect_ratio import aspect_ratio
from promptkit.shot import Document, Origin
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]
ADDRESS = "https://example.com/a.png"

every_target = pytest.mark.parametrize("target", EVERYWHERE)


def found(target, value, **given):
    return check_shot(example_shot("A man walks.", target=target, aspect_ratio=value, **given), [aspect_ratio])


@every_target
def test_values_on_offer_are_fine(target):
    """The whole list passes, with spaces too; where it is narrower without an image, only that part does."""
    choices = find_target(target).aspect_ratio
    free = choices.without_image or choices.allowed

    for value in choices.allowed:
        assert bool(found(target, value)) == (value not in free)
        assert bool(found(target, value.replace(":", " : "))) == (value not in free)


@every_target
def test_any_other_value_is_refused(target):
    """A shape in no list is an error, unless the values are not known."""
    expected = ["error"] if find_target(target).aspect_ratio.is_known else []

    assert [finding.severity for finding in found(target, "37:11")] == expected


@every_target
def test_beside_an_image(target):
    """An image that decides makes any value a note; where it does not, the whole list is on offer."""
    choices = find_target(target).aspect_ratio
    for value in choices.allowed:
        expected = ["note"] if choices.image_decides else []
        assert [finding.severity for finding in found(target, value, image=ADDRESS)] == expected


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        ("kling-2.6", "21:9", "which has 16:9, 9:16 or 1:1; the nearest is 16:9"),
        ("kling-2.6", "4:3", "the nearest is 16:9 or 1:1"),
        ("kling-2.6", "16x9", "the same shape is 16:9"),
        ("kling-2.6", "1.78", "the same shape is 16:9"),
        ("kling-2.6", "Portrait", "the same shape is 9:16"),
        ("veo-3.1", "1:1", "the nearest is 16:9 or 9:16"),
        ("runway-gen-4.5", "16:9", "the same shape is 1280:720"),
        (
            "runway-gen-4.5",
            "960:960",
            "is not offered by runway-gen-4.5 without an image, which has 1280:720 or 720:1280",
        ),
        ("veo-3.1@runway", "16:9", "the same shape is 1280:720 or 1920:1080"),
        ("wan-2.7-i2v", "16:9", 'has no aspect ratio, so "16:9" cannot be ordered; leave it out'),
    ],
)
def test_the_nearest_is_named(target, value, expected):
    """By the logarithm of width over height; two that are equally near are both named."""
    (finding,) = found(target, value)

    assert expected in finding.message


@pytest.mark.parametrize("value", ["auto", "0:9", "16:0", "0.0", "adaptive"])
def test_what_says_no_shape_gets_the_list_only(value):
    """Nothing is near to a word or to nought."""
    (finding,) = found("kling-2.6", value)

    assert finding.message.endswith("which has 16:9, 9:16 or 1:1")


@pytest.mark.parametrize(
    ("sides", "value", "severity"),
    [
        ((1920, 1080), "16:9", None),
        ((1920, 1088), "16:9", None),
        ((1080, 1920), "16:9", "warning"),
        ((1000, 1000), "16:9", "warning"),
        ((1000, 1000), "square", None),
        ((1000, 1000), "auto", "warning"),
    ],
)
def test_an_image_of_the_shape_asked_for_is_fine(tmp_path, sides, value, severity):
    """The file is read: only another shape is worth a warning, which names its sides."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", *sides, 8, 2, 0, 0, 0)
    (tmp_path / "a.png").write_bytes(head)
    origin = Origin(Document(str(tmp_path / "shots.yaml"), ""))
    findings = found("kling-2.6", value, image="a.png", origin=origin)

    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert all(f"{sides[0]}×{sides[1]} px" in finding.message for finding in findings)


@pytest.mark.parametrize(("value", "severities"), [("4:3", []), ("3:4", []), ("1:1", ["warning"])])
def test_a_jpeg_may_be_turned_by_its_exif(tmp_path, value, severities):
    """Its sides as stored count in either order."""
    sides = struct.pack(">HBHH", 17, 8, 3024, 4032)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xc0" + sides)
    findings = found("kling-2.6", value, image=str(tmp_path / "a.jpg"))

    assert [finding.severity for finding in findings] == severities


def test_an_image_that_cannot_be_read_is_a_note():
    """A missing file is the business of `image-limits`."""
    (finding,) = found("kling-2.6", "16:9", image="no-such-folder/a.png")

    assert finding.severity == "note"


@pytest.mark.parametrize(
    ("target", "value"), [(None, "5:4"), ("kling-2.6", None), ("kling-2.6", " "), ("kling-2.1-master", "5:4")]
)
def test_nothing_to_compare(target, value):
    """Without a target or a value, or with a withdrawn model, there is nothing to say."""
    assert found(target, value) == ()
