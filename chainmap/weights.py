"""The weight file that a user edits: one line a signal, amounts ≥ 0; the sign belongs to the signal."""

import csv
from pathlib import Path

from chainmap.amounts import read_number
from chainmap.errors import AmountRefused, FileRefused
from chainmap.scoring import LARGEST_AMOUNT, SHIPPED_WEIGHTS, SignalName, Weights
from chainmap.vocabulary import from_label, label

HEADINGS = ("信号", "权重")


def read_weights(path: Path) -> Weights:
    """The weights of a csv file with the columns 信号 and 权重; a signal it does not name keeps its shipped amount.

    Raises FileRefused, naming file and line, for an unknown or repeated signal and for what is no amount from
    0 to 10.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileRefused(f"权重文件 {path} 打不开:{error.strerror}。请核对路径。") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"权重文件 {path.name} 不是 UTF-8 文本:请另存为 UTF-8 的 csv。") from error
    rows = csv.DictReader(text.splitlines())
    if not set(HEADINGS) <= set(rows.fieldnames or ()):
        raise FileRefused(f"权重文件 {path.name} 缺少表头:要有“信号”和“权重”两列。")
    amounts = dict(zip(SignalName, SHIPPED_WEIGHTS.amounts, strict=True))
    seen: set[SignalName] = set()
    for number, row in enumerate(rows, 2):
        name, amount = _line(path.name, number, row["信号"] or "", row["权重"] or "")
        if name in seen:
            raise FileRefused(f"权重文件 {path.name} 第 {number} 行:信号“{label(name)}”写了两次,请留一行。")
        seen.add(name)
        amounts[name] = amount
    return Weights(amounts=tuple(amounts[name] for name in SignalName))


def _line(file: str, number: int, signal: str, amount: str) -> tuple[SignalName, float]:
    name = from_label(SignalName, signal.strip())
    if name is None:
        known = "、".join(label(known) for known in SignalName)
        raise FileRefused(f"权重文件 {file} 第 {number} 行:没有信号“{signal[:40]}”。可用:{known}。")
    try:
        value = read_number(amount)
    except AmountRefused as error:
        hint = "权重只填 0 到 10 的数,加减由信号自身决定"
        raise FileRefused(f"权重文件 {file} 第 {number} 行“{label(name)}”:{hint},不能是“{amount[:40]}”。") from error
    if value > LARGEST_AMOUNT:
        raise FileRefused(f"权重文件 {file} 第 {number} 行“{label(name)}”:{amount[:40]} 超过 {LARGEST_AMOUNT:g}。")
    return name, value


def weights_text(weights: Weights = SHIPPED_WEIGHTS) -> str:
    """The file as it would be written: a start for a user's own."""
    lines = [f"{label(name)},{amount:g}" for name, amount in zip(SignalName, weights.amounts, strict=True)]
    return "\n".join([",".join(HEADINGS), *lines]) + "\n"
