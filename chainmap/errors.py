"""Every error that chainmap raises on purpose; each names the thing, the place and the way out, in Chinese.

ChainmapError                    exit status 1
├── BadInput                     a file, a row or a value has a problem
│   ├── NameRefused              a name that no thing may have (control characters, far too long)
│   ├── AmountRefused            text that is no amount, or one that cannot be
│   │   └── NegativeAmount       an amount below 0
│   ├── FormulaRefused           text that is no molecular formula
│   └── FileRefused              a file that cannot be read at all
├── UnknownName                  a product, place, chain or gap that nobody has stated; carries near names
├── UsageError                   wrong use of a command or address (exit status 2)
└── StoreError                   the store cannot answer (exit status 3)
    ├── StoreUnreachable         down, refused, too slow
    ├── StoreDenied              user or password wrong
    └── StoreVersionMismatch     written by another version, or not a chainmap store
"""


class ChainmapError(Exception):
    """Base of all ours. `code` is stable for programs; the message is one or two Chinese sentences for people."""

    code = "error"
    exit_status = 1


class BadInput(ChainmapError):
    code = "bad_input"


class NameRefused(BadInput):
    code = "name_refused"


class AmountRefused(BadInput):
    code = "amount_refused"


class NegativeAmount(AmountRefused):
    code = "negative_amount"


class FormulaRefused(BadInput):
    code = "formula_refused"


class FileRefused(BadInput):
    code = "file_refused"


class UnknownName(ChainmapError):
    """A name that nothing in the store has; `near` are names that look like it, best first, never chosen for you."""

    code = "unknown_name"

    def __init__(self, what: str, name: str, near: tuple[str, ...] = ()) -> None:
        shown = name if len(name) <= 60 else name[:60] + "…"
        hint = f"是不是:{'、'.join(near)}?" if near else "请核对写法,或先导入含有它的表。"
        super().__init__(f"没有这个{what}:“{shown}”。{hint}")
        self.what = what
        self.name = name
        self.near = near


class AmbiguousName(UnknownName):
    """A name that several things have; `near` are the full names of all of them, to choose from."""

    def __init__(self, what: str, name: str, near: tuple[str, ...]) -> None:
        super().__init__(what, name, near)
        self.args = (f"“{name}”可以指几个{what}:{'、'.join(near)}。请写全称或代码。",)


class UsageError(ChainmapError):
    code = "usage"
    exit_status = 2


class StoreError(ChainmapError):
    code = "store"
    exit_status = 3


class StoreUnreachable(StoreError):
    code = "store_unreachable"


class StoreDenied(StoreError):
    code = "store_denied"


class StoreVersionMismatch(StoreError):
    code = "store_version"
