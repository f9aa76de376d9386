"""`image-limits` compares what the bytes say with what the target takes."""

import struct

import pytest

from promptkit.lint import check_shot
from promptkit.rules.image_limits import image_limits
from promptkit.shot import Document, Origin
from promptkit.testing import example_shot


def png(width, height, size=64):
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0)
    return head + b"\0" * (size - len(head))


@pytest.fixture
def check(tmp_path):
    """Write an image beside a shot file, and check a shot of that file."""

    def run(data, *, field="image", target="kling-3.0"):
        (tmp_path / "a.png").write_bytes(data)
        origin = Origin(Document(str(tmp_path / "shots.yaml"), ""))
        shot = example_shot("A man walks.", target=target, origin=origin, **{field: "a.png"})
        return [finding.message for finding in check_shot(shot, [image_limits])]

    return run


@pytest.mark.parametrize("sides", [(300, 300), (750, 300), (300, 750), (8000, 4000)])
def test_bounds_are_inside(check, sides):
    """300 px and 2.5:1 are allowed, in both directions."""
    assert check(png(*sides)) == []


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((299, 500), "each side needs 300 px"),
        ((751, 300), "2.5:1 is the widest"),
        ((300, 751), "1:2.5 is the narrowest"),
    ],
)
def test_sides_and_ratio(check, sides, expected):
    """One pixel past a bound is a finding with the sides and the bound."""
    (message,) = check(png(*sides))

    assert expected in message
    assert f"{sides[0]}×{sides[1]}" in message


def test_format_is_that_of_the_bytes(check):
    """A WebP called .png is a WebP; Kling takes JPEG and PNG."""
    (message,) = check(b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x57\x02\0\x57\x02\0")

    assert "it is WEBP, but JPEG or PNG is wanted" in message


@pytest.mark.parametrize(
    ("target", "limit"),
    [
        ("kling-3.0-motion-control", 50),
        ("kling-3.0-motion-control@legacy", 10),
        ("kling-avatar", 10),
        ("wan-2.2-animate", 5),
    ],
)
def test_bytes_depend_on_the_route(check, target, limit):
    """The new motion control takes 50 MiB, the legacy one 10: one byte more is too many."""
    assert check(png(600, 600, limit * 2**20), target=target) == []
    (message,) = check(png(600, 600, limit * 2**20 + 1), target=target)
    assert f"more than {limit} MiB" in message


def test_the_last_image_is_checked_too(check):
    """First and last frame have their own limits."""
    (message,) = check(png(100, 100), field="last_image")

    assert message.startswith("last_image a.png")


@pytest.mark.parametrize("data", [b"", b"no picture"])
def test_a_file_that_cannot_be_read_is_left_to_missing_asset(check, data):
    """One problem is reported once; the same goes for a file that is not there."""
    assert check(data) == []
    assert check_shot(example_shot("A man walks.", image="nowhere/a.png", target="kling-3.0"), [image_limits]) == ()


def test_unknown_limits_are_not_invented(check):
    """Veo's image limits are not on record, so any image passes."""
    assert check(png(1, 1000), target="veo-3.1") == []
