"""The target list: one row a gap and candidate enterprise, for people who will call them."""

from chainmap.gaps import Basis, GapKind
from chainmap.model import Frozen, Ref


class Target(Frozen):
    """A gap without a known enterprise keeps a row with `enterprise` None; do-not-fill gaps are no targets."""

    gap: str
    product: Ref
    kind: GapKind
    kind_label: str
    advice: str
    advice_label: str
    score: float
    enterprise: str | None
    enterprise_place: str
    reason: str
    basis: Basis | None
    evidence: tuple[str, ...]


class TargetReport(Frozen):
    place: Ref
    store_version: str
    warnings: tuple[str, ...]
    items: tuple[Target, ...]
