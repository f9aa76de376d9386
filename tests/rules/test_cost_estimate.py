"""`cost-estimate` multiplies a length by the one price that fits."""

from dataclasses import replace

import pytest

from promptkit.assets import VideoFacts
from promptkit.errors import UsageError
from promptkit.lint import check_shot
from promptkit.rule import Cost
from promptkit.rules.cost_estimate import cost_estimate
from promptkit.target import find_target, target_names
from promptkit.testing import example_shot

CURRENT = [name for name in target_names() if find_target(name).status == "current"]
EVERYWHERE = [*CURRENT, *(f"{name}@{route}" for name in CURRENT for route in find_target(name).routes)]
PRICED = [name for name in EVERYWHERE if find_target(name).prices]


def said(target, options=None, **given):
    shot = example_shot("A man walks.", target=target, **given)
    findings = check_shot(shot, [cost_estimate], options={"cost-estimate": options or {}})
    assert all(finding.severity == "note" for finding in findings)
    return [finding.message for finding in findings]


def a_length(target, resolution):
    """A length in seconds that the target makes at that resolution."""
    lengths = find_target(target).duration
    return lengths.nearest(8, resolution=resolution) or 8.0


@pytest.mark.parametrize("target", [name for name in PRICED if not find_target(name).duration.follows])
def test_every_price_can_be_reached(target):
    """A shot that meets the conditions of a price costs that price times its length, with the day of its source."""
    found = find_target(target)
    for price in found.prices:
        seconds = a_length(target, price.resolution)
        given = {"mode": price.mode, "resolution": price.resolution, "sound": price.sound, "duration": seconds}
        if price.resolution and not found.resolution.allowed:
            modes = {size: mode for mode, size in found.mode.resolutions.items()}
            given |= {"mode": modes[price.resolution], "resolution": None}
        if price.sound == "video input":
            given |= {"sound": None, "reference_video": "https://example.com/a.mp4"}
        (message,) = said(target, **given)
        assert message.startswith(f"about {price.per_second * seconds:.2f} {price.currency} for {seconds:g} s")
        assert f"price of {found.sources[price.source].date.isoformat()}" in message


@pytest.mark.parametrize(
    ("target", "given", "expected"),
    [
        ("kling-3.0", {}, "about 0.42 USD for 5 s at 720p without sound on kling-3.0 (price of 2026-09-20)"),
        ("kling-3.0", {"mode": "pro", "sound": True}, "about 0.84 USD for 5 s at 1080p with sound"),
        ("kling-3.0", {"mode": "pro", "resolution": "1080P"}, "about 0.56 USD for 5 s at 1080p"),
        ("kling-3.0", {"resolution": "4k", "duration": 15.0}, "about 6.30 USD for 15 s at 4k on kling-3.0"),
        ("kling-3.0@legacy", {"duration": 10.0}, "about 0.84 USD for 10 s at 720p without sound on kling-3.0@legacy"),
        ("kling-3.0@fal", {"mode": "std"}, "about 0.42 USD for 5 s in mode std without sound"),
        ("kling-2.5-turbo", {"sound": False}, "about 0.21 USD for 5 s at 720p on"),
        ("veo-3.1", {"duration": 8.0}, "about 3.20 USD for 8 s at 720p on veo-3.1 (price of 2026-08-21, as quoted by"),
        ("veo-3.1@runway", {"duration": 8.0, "sound": False}, "about 1.60 USD for 8 s without sound"),
        ("runway-gen-4.5", {"duration": 2.0}, "about 0.24 USD for 2 s on runway-gen-4.5"),
    ],
)
def test_defaults_and_modes_choose_the_price(target, given, expected):
    """What a shot leaves open is the target's default; a mode stands for its resolution."""
    (message,) = said(target, **given)

    assert expected in message


@pytest.mark.parametrize(
    ("target", "given"),
    [
        (None, {"duration": 5.0}),
        ("wan-2.7-t2v", {"duration": 5.0}),
        ("kling-3.0@dashscope", {"duration": 5.0}),
        ("kling-2.1-master", {"duration": 5.0}),
        ("veo-3.1", {"duration": 4.0, "resolution": "1080p"}),
        ("veo-3.1@vertex", {"duration": 8.0, "sound": False}),
        ("veo-3.1-fast@runway", {"duration": 8.0}),
        ("kling-2.6", {"duration": 7.0}),
        ("kling-2.6", {"sound": True, "resolution": "720p"}),
        (
            "kling-2.6",
            {"sound": True, "resolution": "1080p", "image": "https://a/b.png", "last_image": "https://a/c.png"},
        ),
        ("kling-2.6", {"image": "https://a/b.png", "last_image": "https://a/c.png"}),
        ("kling-3.0", {"resolution": "8k"}),
        ("kling-3.0", {"mode": "ultra"}),
        ("kling-3.0", {"mode": "std", "resolution": "1080p"}),
        ("kling-3.0", {"sound": "loud"}),
        ("kling-3.0", {"duration": float("nan")}),
        ("kling-3.0@fal", {}),
        ("kling-avatar", {"mode": "std"}),
        ("wan-2.2-animate", {"mode": "wan-std", "reference_video": "a.mp4"}),
        ("kling-3.0-motion-control", {"orientation": "video"}),
        ("kling-3.0-motion-control", {"orientation": "video", "reference_video": "https://example.com/a.mp4"}),
    ],
)
def test_silent_where_it_would_be_a_guess(target, given):
    """No price, no length, an order that is refused, a doubtful source, or a condition left open."""
    assert said(target, **given) == []


@pytest.mark.parametrize(
    ("target", "given", "offered"),
    [
        ("veo-3.1", {}, "4, 6 or 8 s"),
        ("veo-3.1", {"resolution": "1080p"}, "8 s"),
    ],
)
def test_a_target_without_a_default_length_says_why_there_is_no_price(target, given, offered):
    """A shot that gives no duration is told which there are, and that the price depends on it."""
    assert said(target, **given) == [f"no price: {target} has no default length; give duration {offered}"]


def test_a_price_is_a_number_too():
    """The amount and the currency of the message stand beside it, for programs."""
    (finding,) = check_shot(example_shot("A man walks.", target="kling-3.0", duration=10.0), [cost_estimate])
    (silent,) = check_shot(example_shot("A man walks.", target="veo-3.1"), [cost_estimate])

    assert finding.cost == Cost(0.84, "USD")
    assert silent.cost is None


@pytest.fixture
def with_reference(monkeypatch):
    """Messages for a reference video of this length."""

    def run(target, length, **given):
        facts = VideoFacts(container="mp4", size_bytes=1, duration_s=length)
        monkeypatch.setattr("promptkit.rules.cost_estimate.video_facts", lambda _path: facts)
        return said(target, reference_video="a.mp4", **given)

    return run


@pytest.mark.parametrize("target", ["kling-3.0-motion-control", "kling-2.6-motion-control"])
@pytest.mark.parametrize("orientation", ["image", "video"])
def test_motion_control_is_counted_from_its_reference(with_reference, target, orientation):
    """From the least to the most for that orientation, rounded to whole seconds; nothing outside and unturned."""
    found = find_target(target)
    low, high = found.reference_video.min_s, found.reference_video.max_s_by_orientation[orientation]
    rate = next(price.per_second for price in found.prices if price.resolution == found.resolution.default)

    for length, billed in ((low, low), (low + 0.4, low), (low + 0.5, low + 1), (high, high)):
        (message,) = with_reference(target, length, orientation=orientation)
        assert message.startswith(f"at most about {rate * billed:.2f} USD for {billed:g} s at 720p")
    for length in (low - 0.1, high + 0.1, None):
        assert with_reference(target, length, orientation=orientation) == []
    assert with_reference(target, low) == []


def test_act_two_has_one_price(with_reference):
    """Its clip is as long as the performance."""
    (message,) = with_reference("runway-act-two", 10.0)

    assert message.startswith("at most about 0.50 USD for 10 s on runway-act-two")


def test_a_reference_that_cannot_be_read(monkeypatch):
    """`reference-video-limits` says why; here nothing is said."""

    def fail(_path):
        raise UsageError("no such video")

    monkeypatch.setattr("promptkit.rules.cost_estimate.video_facts", fail)

    assert said("kling-3.0-motion-control", reference_video="a.mp4", orientation="video") == []


def test_only_what_costs_more():
    """The option is a bound in the money of the list: at it silent, below it not."""
    assert said("kling-3.0", {"above": 0.43}) == []
    assert len(said("kling-3.0", {"above": 0.41})) == 1


def test_the_reference_is_opened_once(tmp_path, monkeypatch):
    """Many shots with one reference video read its header once."""
    opened = []
    facts = VideoFacts(container="mp4", size_bytes=1, duration_s=8.0)
    monkeypatch.setattr("promptkit.observers._looks.read_video", lambda path: opened.append(path) or facts)
    (tmp_path / "a.mp4").write_bytes(b"a video")
    given = {"target": "kling-3.0-motion-control", "orientation": "video", "duration": 5.0}
    shot = example_shot("A dancer.", reference_video=str(tmp_path / "a.mp4"), **given)

    assert [len(check_shot(shot, [cost_estimate])) for _ in range(3)] == [1, 1, 1]
    assert len(opened) == 1


def test_a_mode_narrows_the_lengths_as_its_resolution_does():
    """Pro is 1080p, which this target makes in 8 s only: five seconds cannot be ordered, and have no price."""
    known = find_target("kling-3.0")
    target = replace(known, duration=replace(known.duration, by_resolution={"1080p": (8.0,)}))

    def count(**given):
        return len(list(cost_estimate.check(example_shot("A man walks.", **given), target)))

    assert (count(mode="pro", duration=5.0), count(mode="pro", duration=8.0), count(duration=5.0)) == (0, 1, 1)
