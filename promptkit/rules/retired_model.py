"""`retired-model`: a model that can no longer be ordered."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target


@rule(code="LIM007", family="limits", severity="error")
def retired_model(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """The target has been withdrawn by its vendor.

    Why:
        The service answers that the model has been discontinued; a batch fails on its first shot.
    Bad:
        prompt: A man walks along the pier.
        target: kling-2.1-master
    Good:
        prompt: A man walks along the pier.
        target: kling-2.5-turbo
    Fix:
        None: another model is another price and another look; the successor is named.
    References:
        Kling retirement notice of August 2026: 1.0 to 2.1 withdrawn on 2026-09-15. Runway API types 5.13.0
        (2026-07-27): act_two only.
    """
    if target and target.status == "retired":
        since = f" on {target.retired_on.isoformat()}" if target.retired_on else ""
        use = f"; use {target.successor}" if target.successor else ""
        yield Finding.of_key(shot, "target", f"{target.name} was withdrawn{since}{use}")
