"""Runs of clips of one length, with drift curves and seams as a test wants them."""

from made_runs import a_run, a_score, an_entry

LAGS = (0.5, 1.0, 2.0)
PROMPTS = {"beach": 0.1, "flag": 0.2, "coat": 0.3, "snow": 0.25}


def an_arm(folder, *, more=0.0, frames=48, seam=None, seconds=5.0, lags=LAGS, usual=0.01, **settings):
    """Distance at lag L is (prompt's + seed's + more) × L.

    Consecutive frames differ by `usual`, those in the middle by `seam` and the prompt's.
    """
    entries = []
    for prompt, own in PROMPTS.items():
        for seed in range(2):
            slope = own + 0.02 * seed + more
            distances = [usual] * (frames - 1)
            if seam is not None:
                distances[frames // 2 - 1] = seam + own
            drift = a_score("lpips_drift", slope, detail={
                "curve": {"nominal_lag_s": list(lags), "mean": [slope * lag for lag in lags]}
            })  # fmt: skip
            adjacent = a_score("lpips_adjacent", 0.01, series=(tuple(range(1, frames)), tuple(distances)))
            entries.append(an_entry(
                f"{prompt}~s{seed}", {"lpips_drift": drift, "lpips_adjacent": adjacent}, prompt_id=prompt,
                frames=frames, duration=seconds,
            ))  # fmt: skip
    return a_run(folder, *entries, **settings)
