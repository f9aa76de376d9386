"""Flags: what stands beside the numbers of a clip."""

from dataclasses import replace

from made_runs import a_score
from made_structure import a_structure

from promptkit.flags import flags, flags_of, in_words


def texts(**events):
    return [flag["text"] for flag in flags(a_structure(**events))]


def test_a_clip_without_events_has_no_flags():
    """Nothing is said of a clip that is as it should be."""
    assert texts() == []


def test_each_event_is_said_in_words():
    """Shares of the clip's time for what lasts, times for what happens."""
    assert texts(frozen_s=[[0.0, 0.8]]) == ["frozen 40 % of the clip"]
    assert texts(one_picture_s=[[0.0, 2.0]]) == ["one moved or faded picture for 100 % of the clip"]
    assert texts(repeats_s=[[1.0, 2.0, 1.0]]) == ["loop of 1 s, 50 % of the clip repeated"]
    assert texts(returns=True) == ["ends where it starts"]
    assert texts(cuts_s=[1.2, 1.5]) == ["2 cuts at 1.2 s, 1.5 s"]
    assert texts(duplicates_s=[0.5]) == ["1 duplicated frame, 2 %"]
    assert texts(black_s=[[0.5, 0.8]]) == ["black 0.3 s at 0.5 s"]
    assert texts(fades_s=[[1.5, 2.0]]) == ["fade 0.5 s at 1.5 s"]
    assert texts(flashes_s=[[0.5, 0.6]]) == ["1 flash at 0.5 s"]
    assert texts(bars=(0.1, 0.1, 0.0, 0.0)) == ["bars: top 10 %, bottom 10 %"]


def test_a_single_black_frame_is_all_of_its_clip():
    """A clip of one frame lasts no time, and is still flagged."""
    assert texts(count=1, shown_s=[0.0], black_s=[[0.0, 0.0]]) == ["black 0 s at 0.0 s"]


def test_many_times_are_cut_short():
    """Four are named, and that there are more."""
    assert texts(cuts_s=[0.1, 0.2, 0.3, 0.4, 0.5]) == ["5 cuts at 0.1 s, 0.2 s, 0.3 s, 0.4 s, …"]


def test_scores_carry_their_clips_flags():
    """Found in any score; where the structure was not looked at there are none."""
    told = flags(a_structure(frozen_s=[[0.0, 0.8]], cuts_s=[1.2]))
    score = a_score("flicker", 1.0)

    assert flags_of({"flicker": score}) == []
    assert in_words({"flicker": score, "motion": replace(score, detail={"flags": told})}) == (
        "frozen 40 % of the clip; 1 cut at 1.2 s"
    )
