"""The base of every model that crosses a boundary: frozen, strict about unknown fields, compared by value."""

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__


@cache
def _fields_of(model: type[BaseModel]) -> set[str]:
    """One set for all instances: a set each takes as much memory as the instance."""
    return set(model.__pydantic_fields__)


class Frozen(BaseModel):
    """A value nobody edits by accident; unknown fields and NaN are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def computed(cls, **values: Any) -> Self:
        """An instance of values this program worked out itself, every field given: nothing is checked again.

        Answers hold tens of thousands of small models; checking each takes longer than working it out. What comes
        from outside goes through the constructor.
        """
        made = cls.__new__(cls)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", _fields_of(cls))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


class Ref(Frozen):
    """A reference to a thing in an answer: its stable id and the name people know."""

    id: str
    name: str
