"""Targets are data: every file parses, every fact has a dated source, every hand-over leads somewhere."""

import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from promptkit.errors import UnknownName
from promptkit.sources.read import shot_from_text
from promptkit.target import DurationLimits, find_target, parse_target, target_names

NAMES = target_names()
PROMISED = {
    "kling-3.0", "kling-3.0-omni", "kling-3.0-turbo", "kling-3.0-motion-control", "kling-2.6",
    "kling-2.6-motion-control", "kling-2.5-turbo", "kling-2.1-master", "kling-avatar", "veo-3.1", "veo-3.1-fast",
    "wan-2.7-t2v", "wan-2.7-i2v", "wan-2.2-animate", "runway-gen-4.5", "runway-act-two", "runway-act-one",
}  # fmt: skip

every_target = pytest.mark.parametrize("name", NAMES)


def with_routes(name):
    return [find_target(name), *(find_target(f"{name}@{route}") for route in find_target(name).routes)]


def raw(name):
    return tomllib.loads((files("promptkit") / "targets" / f"{name}.toml").read_text(encoding="utf-8"))


def test_every_promised_model_is_there():
    """The models that the product is asked about each have a file."""
    assert set(NAMES) >= PROMISED


@every_target
def test_every_table_names_its_source(name):
    """No table, in no route, stands without a source, and every source named is listed."""
    for target in with_routes(name):
        tables = [value for f in fields(target) if is_dataclass(value := getattr(target, f.name))]
        for table in (*tables, *target.prices, target):
            assert table.source in target.sources or says_nothing(table), f"{name}: {table}"


def says_nothing(table):
    """Whether a table holds its defaults only; kinds with a fact that must be given never do."""
    required = [f for f in fields(table) if f.default is MISSING and f.default_factory is MISSING]
    return not required and table == type(table)()


@every_target
def test_every_source_is_used_and_dated(name):
    """Sources have titles and dates that are not in the future, and none is listed in vain."""
    text = (files("promptkit") / "targets" / f"{name}.toml").read_text(encoding="utf-8")
    today = datetime.now(UTC).date()
    for key, source in find_target(name).sources.items():
        assert source.title
        assert source.date <= today
        assert f'source = "{key}"' in text, f"{name}: source {key} supports nothing"
        assert source.url is None or source.url.startswith("https://")


@every_target
def test_dates_are_not_in_the_future(name):
    """Nothing was checked or withdrawn tomorrow."""
    target = find_target(name)
    today = datetime.now(UTC).date()

    assert target.checked <= today
    assert target.retired_on is None or target.retired_on <= today


@every_target
def test_retired_models_hand_over(name):
    """A retired model has a day and a successor that is not retired itself; a current one has neither."""
    target = find_target(name)

    assert (target.status == "retired") == (target.retired_on is not None) == (target.successor is not None)
    if target.successor:
        assert find_target(target.successor).status == "current"
    if target.preview_of:
        assert find_target(target.preview_of).preview_of is None


@every_target
def test_numbers_make_sense(name):
    """Ranges are the right way round, defaults and draft values are on offer, prices are positive."""
    for target in with_routes(name):
        for limits in (target.image, target.last_image, target.reference_video):
            assert (limits.min_side_px or 0) <= (limits.max_side_px or 10**9)
            assert (limits.min_ratio or 0) <= (limits.max_ratio or 10**9)
            assert limits.accepted or not limits.required
        for choices in (target.mode, target.resolution, target.aspect_ratio, target.orientation, target.sound):
            assert {choices.default, None} <= {*choices.allowed, None}
            assert {*choices.preview, *choices.final} <= set(choices.allowed)
            assert not set(choices.preview) & set(choices.final)
            assert set(choices.without_image) <= set(choices.allowed)
            assert set(choices.resolutions) <= set(choices.allowed)
            assert choices.is_known or not choices.allowed
            assert set(choices.only_at) <= {*choices.allowed, *(price.sound for price in target.prices)}
            for sizes in (*choices.only_at.values(), target.last_image.with_first_at):
                assert set(sizes) <= {*target.resolution.allowed, *target.mode.resolutions.values()}
        lengths = target.duration
        assert lengths.default is None or lengths.offers(lengths.default)
        assert lengths.min is None or lengths.max is None or lengths.min < lengths.max
        assert set(lengths.by_resolution) <= set(target.resolution.allowed)
        assert set(target.reference_video.max_s_by_orientation) <= set(target.orientation.allowed)
        assert all(price.per_second > 0 for price in target.prices)
        assert max(target.elements.max_with_frames or 0, target.elements.max_with_video or 0) <= (
            target.elements.max_count
        )
        assert (target.prompt.shot_min_s is None) or target.prompt.multi_shot_max
        assert (target.prompt.advised or 0) <= (target.prompt.max or 10**9)
        assert target.negative.max is None or target.negative.channel == "field"


@every_target
def test_lower_case_options(name):
    """Options are compared without case, which needs them written in small letters."""
    for choices in (find_target(name).mode, find_target(name).resolution):
        assert [*choices.allowed] == [value.lower() for value in choices.allowed]


@every_target
def test_routes_name_what_they_take_away(name):
    """`without` lists tables that are there to be taken away."""
    tables = raw(name)
    for route in tables.get("routes", {}).values():
        assert set(route.get("without", ())) <= set(tables)


@pytest.mark.parametrize(
    ("target", "path", "value"),
    [
        ("kling-3.0", "prompt.max", 3072),
        ("kling-3.0", "prompt.advised", 2500),
        ("kling-3.0", "prompt.shot_max", 512),
        ("kling-3.0", "prompt.shot_min_s", 1.0),
        ("kling-3.0", "mode.resolutions", {"std": "720p", "pro": "1080p"}),
        ("kling-3.0", "aspect_ratio.image_decides", True),
        ("kling-3.0-omni", "aspect_ratio.image_decides", False),
        ("kling-3.0", "elements.max_count", 3),
        ("kling-3.0-omni", "elements.max_with_frames", 3),
        ("kling-3.0-omni", "elements.max_with_video", 4),
        ("runway-gen-4.5", "aspect_ratio.without_image", ("1280:720", "720:1280")),
        ("runway-gen-4.5@replicate", "aspect_ratio.is_known", False),
        ("kling-3.0@dashscope", "prices", ()),
        ("kling-3.0", "negative.channel", "prompt"),
        ("kling-3.0@legacy", "negative.channel", "field"),
        ("kling-3.0@legacy", "negative.max", 2500),
        ("kling-3.0@fal", "negative.default", "blur, distort, and low quality"),
        ("kling-3.0@legacy", "resolution.allowed", ()),
        ("kling-2.6", "duration.allowed", (5.0, 10.0)),
        ("kling-2.6", "sound.only_at", {"native": ("1080p",), "voice": ("1080p",)}),
        ("kling-2.6", "last_image.with_first_at", ("1080p",)),
        ("kling-2.6", "last_image.with_first_silent", True),
        ("kling-2.5-turbo", "last_image.with_first_at", ("1080p",)),
        ("kling-2.5-turbo", "last_image.with_first_silent", False),
        ("kling-3.0-motion-control", "image.max_bytes", 50 * 2**20),
        ("kling-3.0-motion-control@legacy", "image.max_bytes", 10 * 2**20),
        ("kling-3.0-motion-control", "reference_video.max_s_by_orientation", {"image": 10.0, "video": 30.0}),
        ("kling-3.0-motion-control", "elements.needs_orientation", "video"),
        ("kling-2.6-motion-control", "elements.max_count", 0),
        ("kling-2.1-master", "retired_on", date(2026, 9, 15)),
        ("veo-3.1", "prompt.unit", "tokens"),
        ("veo-3.1@vertex", "seed.supported", True),
        ("veo-3.1@runway", "duration.by_resolution", {}),
        ("wan-2.7-t2v", "negative.max", 500),
        ("wan-2.7-t2v", "enhancer.can_be_disabled", True),
        ("wan-2.2-animate", "prompt.accepted", False),
        ("runway-gen-4.5", "prompt.unit", "utf16"),
        ("runway-act-one", "successor", "runway-act-two"),
    ],
)
def test_facts_that_rules_and_providers_lean_on(target, path, value):
    """A few facts, read from the vendors' pages once more, that must not change unseen."""
    found = find_target(target)
    for name in path.split("."):
        found = getattr(found, name)

    assert found == value


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Kling 3.0", "kling-3.0"),
        ("KLING-3.0", "kling-3.0"),
        ("veo_3.1 Fast", "veo-3.1-fast"),
        ("Kling 3.0@Legacy", "kling-3.0@legacy"),
    ],
)
def test_a_name_is_known_by_its_letters_and_digits(given, name):
    """Case, blanks and hyphens do not count; a shot then has the name as we write it."""
    assert find_target(given).full_name == name
    assert shot_from_text("A cat runs.", fill={"target": given}).target == name


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("kling-2.6@", r"unknown target 'kling-2\.6@'; did you mean kling-2\.6 or kling-2\.6@legacy\?"),
        ("Kling 2.6 @ ", r"did you mean kling-2\.6 or kling-2\.6@legacy\?"),
        ("kling-3.0@@fal", r"unknown route of kling-3\.0 '@fal'; did you mean fal\?"),
        ("@fal", "unknown target '@fal'"),
    ],
)
def test_a_name_with_an_odd_tail_is_refused(given, hint):
    """An @ begins the name of a route; where none follows, what may be meant is offered."""
    with pytest.raises(UnknownName, match=hint):
        find_target(given)


@pytest.mark.parametrize("given", ["kling", "kling-3", "", " "])
def test_half_a_name_is_no_target(given):
    """Several begin alike."""
    with pytest.raises(UnknownName):
        find_target(given)


def test_no_two_targets_have_the_same_letters_and_digits():
    """Else neither could be called by them."""
    assert len({re.sub("[^a-z0-9]", "", name) for name in target_names()}) == len(target_names())


def test_unknown_names_offer_the_nearest():
    """A misspelt target or route names what there is."""
    with pytest.raises(UnknownName, match=r"kling-3\.0"):
        find_target("klingg-3.0")
    with pytest.raises(UnknownName, match="legacy"):
        find_target("kling-3.0@lgacy")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"colour": 1}, "unknown keys"), ({"status": "old"}, "none of"), ({"title": 3}, "is no str")],
)
def test_a_defective_file_is_refused(change, complaint):
    """Unknown keys and wrong types are errors of the data, told with the target's name."""
    with pytest.raises(TypeError, match=complaint):
        parse_target(raw("kling-2.6") | {"name": "kling-2.6"} | change)


@pytest.mark.parametrize(
    ("lengths", "seconds", "nearest"),
    [
        (DurationLimits(allowed=(5, 10)), 7.5, 5),
        (DurationLimits(allowed=(10, 5)), 8, 10),
        (DurationLimits(min=3, max=15), 2.2, 3),
        (DurationLimits(min=3, max=15), 7.6, 8),
        (DurationLimits(min=3, max=15), 99, 15),
        (DurationLimits(min=2, max=3.2, step=0.5), 9, 3),
        (DurationLimits(max=10), 12, 10),
        (DurationLimits(min=2), -5, 2),
        (DurationLimits(), 7, None),
        (DurationLimits(follows="audio"), 7, None),
    ],
)
def test_nearest_length(lengths, seconds, nearest):
    """The closest length on offer, the shorter of two; bounds and steps are kept."""
    assert lengths.nearest(seconds) == nearest


def test_offers():
    """A length is on offer when it is the nearest to itself; nothing known means anything goes."""
    assert DurationLimits(min=3, max=15).offers(5)
    assert not DurationLimits(min=3, max=15).offers(5.5)
    assert DurationLimits().offers(5.5)
    assert not DurationLimits(follows="audio").offers(5)
    assert not DurationLimits(allowed=(4, 8), by_resolution={"4k": (8,)}).offers(4, resolution="4K")
    assert not DurationLimits(min=3, max=15).offers(float("nan"))
    assert not DurationLimits(min=3, max=15).offers(float("inf"))


@pytest.mark.parametrize(
    ("target", "given", "called"),
    [
        ("kling-3.0", True, "native"),
        ("kling-3.0", "ON", "native"),
        ("kling-3.0", False, "off"),
        ("kling-3.0", "mute", "off"),
        ("kling-3.0", None, "off"),
        ("kling-3.0-motion-control", True, "original"),
        ("kling-3.0-motion-control", None, "original"),
        ("veo-3.1", None, "native"),
        ("kling-2.5-turbo", None, None),
        ("kling-2.5-turbo", True, "native"),
        ("kling-3.0", "Whale song", "whale song"),
    ],
)
def test_sound_has_the_name_of_the_target(target, given, called):
    """True, false, on and off become the values that the target knows; nothing given is its default."""
    assert find_target(target).sound_called(given) == called


def test_full_name_holds_the_route():
    """A target is named as a shot would name it."""
    assert [find_target(name).full_name for name in ("kling-2.6", "kling-2.6@legacy")] == [
        "kling-2.6",
        "kling-2.6@legacy",
    ]
