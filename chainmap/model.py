"""The base of every model that crosses a boundary: frozen, strict about unknown fields, compared by value."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value nobody edits by accident; unknown fields and NaN are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Ref(Frozen):
    """A reference to a thing in an answer: its stable id and the name people know."""

    id: str
    name: str
