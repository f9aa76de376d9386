"""A least and a most, of which one at least is given."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Limit(BaseModel):
    """Bounds of a number, themselves allowed."""

    model_config = ConfigDict(extra="forbid")

    least: Annotated[int, Field(ge=0, strict=True)] = 0
    most: Annotated[int, Field(ge=0, strict=True)] | None = None

    @model_validator(mode="after")
    def _can_fail(self) -> "Limit":
        if not self.least and self.most is None:
            raise ValueError("needs 'least' or 'most'")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"most ({self.most}) is below least ({self.least}); swap them")
        return self
