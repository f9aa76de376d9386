"""Whether the person at the end is still the one of the beginning."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from promptkit.metric import Measurement, NotApplicable, Series, metric
from promptkit.metrics._likeness import mean_cosines, within
from promptkit.metrics._people import Gates, Person, in_words, main_of, people_of

if TYPE_CHECKING:
    from promptkit.observers.faces import Faces

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

END_SHARE = 0.25
"""Of the time in which a person is seen. Ends of a third hold so much of a slow morph that some look like clean clips;
those of a fifth tell no better, with fewer faces (reports/identity.md)."""
LEAST_S = 1.0
"""Faces of less than a second are alike whatever becomes of the person."""
FEWEST_FACES = 2
"""How like each other the faces of an end are takes a pair."""
LEAST_COVERED = 0.5
"""Share of an end's samples with a usable face, from which on they stand for it (as `caveats.LEAST_SEEN`): a head that
turns away early in the first quarter leaves only faces of how it goes on."""
MOST_TURN_DEG = 15.0
"""Between the usual poses of both ends: up to here a turn costs pairs of one person 0.06 of their cosine
(`_likeness.TURN_DEG`), about a margin; at 20 to 25 degrees it costs 0.16, as much as a morph to two fifths."""


@dataclass(frozen=True, kw_only=True)
class _End:
    """The first or the last part of the time in which a person is seen."""

    called: str
    from_s: float
    until_s: float
    samples: int
    usable: Rows
    yaw_deg: float
    """Median of the usable faces."""
    excluded: dict[str, int]

    @property
    def needed(self) -> int:
        return max(FEWEST_FACES, int(np.ceil(LEAST_COVERED * self.samples)))


@metric(unit="cosine lost", better="lower", version=1, needs=("faces",), margin=0.05, bounds=(-1, 2))
def identity_drift(faces: "Faces") -> Measurement:
    """Whether the main person at the end is still the one of the beginning: the cosine that faces lose in between.

    How like each other the faces of the first quarter are, and those of the last (mean of both mean cosines of pairs),
    less the mean cosine of a face of the first and one of the last: half the squared distance of both mean faces
    without what chance adds to it. So a face that talks, nods or trembles in the same way all the time, or that is
    unlike itself for a while and comes back, has drifted by little, where `identity` counts all of this; and one that
    turns slowly into another has drifted though each face is like the next. Main person, usable faces and tracks are
    those of `identity` with its default gates; reference images only choose the person.

    How far a person changes counts, not in what time, and the number of faces does not matter: the same change gives
    the same value in 5 and in 10 s. One that goes on at one pace has come further in 10 s, and counts more than twice
    as much: compare clips of different lengths on a common part (`--until`). Below `same_cosine`, where one person ends
    and another begins, `across` tells of two. An expression or a pose that is there at one end only counts too: people
    who stay themselves have up to 0.27. The margin is about what a morph to a fifth of another face moves the
    value by, and more than coding, half the size, half the rate or mirroring do (reports/identity.md, medians).

    The margin, and every figure here, is of mobilefacenet: dlib's cosines lie so close together that the same morph
    moves the value by a tenth of that. Scores of different backbones must not be compared.

    Zero: the ends are no more unlike than the faces of each are; below 0, even less.
    Detail: across (mean cosine from end to end), start and end (from_s, until_s, samples, faces, within: their mean
    cosine, yaw_deg, excluded), apart_s (between the mean times of both), seen_time, coverage (share of samples with a
    usable main face), main_track, excluded, samples, backbone, same_cosine.
    Shape: D faces in S samples in, one value out; what each face has lost against the first quarter as series, its
        mean over the last quarter being the value.
    Not applicable: as `identity`; a main person seen for less than 1 s, or not at all in the first or last quarter of
        a clip where somebody else is; an end, of the time in which the person is seen, with fewer than two usable
        faces or such a face in less than half of its samples, as where the head is turned away; a head turned by more
        than 15 degrees from one end to the other, which an embedding cannot tell from drift.
    References: the unbiased estimate of the squared distance of two means is eq. 3 of Gretton et al., A kernel
        two-sample test, JMLR 2012, with the linear kernel.
    """
    main = main_of(faces, people_of(faces, Gates()), Gates())
    _somebody_else_at_an_end(faces, main)
    start, end = _ends(faces, main)
    t, embeddings = faces.sample_t[faces.sample[main.usable]], faces.embeddings[main.usable].astype(np.float64)
    first, last = (np.flatnonzero(np.isin(main.usable, one.usable)) for one in (start, end))
    own = [within(embeddings[rows] @ embeddings[rows].T) for rows in (first, last)]
    across = float((embeddings[first] @ embeddings[last].T).mean())
    return Measurement(
        value=sum(own) / 2 - across,
        detail={
            "across": across,
            "start": _told(start, own[0]),
            "end": _told(end, own[1]),
            "apart_s": float(t[last].mean() - t[first].mean()),
            "backbone": faces.backbone,
            "same_cosine": faces.same_cosine,
            "seen_time": len(main.usable) / len(faces.sample_t),
            "coverage": len(main.usable) / len(faces.sample_t),
            "samples": len(faces.sample_t),
            "main_track": main.track,
            "excluded": main.excluded,
        },
        series=Series.of(t, sum(own) / 2 - mean_cosines(embeddings, first)),
    )


def _somebody_else_at_an_end(faces: "Faces", main: Person) -> None:
    """Refuse a clip that begins or ends with another person alone: the main one's own ends would say nothing of it.

    Raises:
        NotApplicable: the main person is not seen in a quarter of the clip in which somebody else is.
    """
    quarter = max(1, int(len(faces.sample_t) * END_SHARE))
    for called, samples in (
        ("beginning", range(quarter)),
        ("end", range(len(faces.sample_t) - quarter, len(faces.sample_t))),
    ):
        inside = np.isin(faces.sample, np.asarray(samples))
        if inside.any() and not inside[main.rows].any():
            raise NotApplicable(f"the main person is not seen at the {called} of the clip, where somebody else is")


def _ends(faces: "Faces", main: Person) -> list[_End]:
    """The first and the last part of the time in which somebody is seen, usable or not.

    Raises:
        NotApplicable: that time is too short, too few faces of a part are usable, or the head turns in between.
    """
    seen_s = faces.sample_t[faces.sample[main.rows]]
    from_s, until_s = float(seen_s[0]), float(seen_s[-1])
    if until_s - from_s < LEAST_S:
        raise NotApplicable(
            f"the main person is seen for {until_s - from_s:.2g} s; an end and a beginning are told apart from "
            f"{LEAST_S:g} s on"
        )
    reach_s = END_SHARE * (until_s - from_s)
    ends = [
        _end(faces, main, "beginning", from_s, from_s + reach_s),
        _end(faces, main, "end", until_s - reach_s, until_s),
    ]
    for one in ends:
        if len(one.usable) < one.needed:
            raise NotApplicable(
                f"too few usable faces at the {one.called}: {len(one.usable)} in {one.samples} samples from "
                f"{one.from_s:.2f} to {one.until_s:.2f} s, {one.needed} are needed "
                f"({in_words(one.excluded) or ('not seen' if len(one.usable) < one.samples else 'there are no more')})"
            )
    turn_deg = abs(ends[0].yaw_deg - ends[1].yaw_deg)
    if turn_deg > MOST_TURN_DEG:
        raise NotApplicable(
            f"the head is turned by {turn_deg:.0f} degrees from beginning to end; beyond {MOST_TURN_DEG:g} the turn "
            "itself looks like drift"
        )
    return ends


def _end(faces: "Faces", main: Person, called: str, from_s: float, until_s: float) -> _End:
    def inside(t: Floats) -> NDArray[np.bool_]:
        return np.asarray((t >= from_s - 1e-6) & (t <= until_s + 1e-6))  # time stamps are rounded

    def of(rows: Rows) -> Rows:
        return np.asarray(rows[inside(faces.sample_t[faces.sample[rows]])])

    usable = of(main.usable)
    return _End(
        called=called,
        from_s=from_s,
        until_s=until_s,
        samples=int(inside(faces.sample_t).sum()),
        usable=usable,
        yaw_deg=float(np.median(faces.yaw_deg[usable])) if len(usable) else 0.0,
        excluded={why: len(of(rows)) for why, rows in main.left_out.items()},
    )


def _told(end: _End, own: float) -> dict[str, Any]:
    return {
        "from_s": end.from_s,
        "until_s": end.until_s,
        "samples": end.samples,
        "faces": len(end.usable),
        "within": own,
        "yaw_deg": end.yaw_deg,
        "excluded": end.excluded,
    }
