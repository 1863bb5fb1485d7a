"""ChainKnowledgeGraph (listed companies, their products, what feeds what) as statements that nobody has verified yet.

The folder is the user's own checkout; it has no licence, so nothing of it ships with the program. Product names are
matched with those known by key or alias only, never by likeness; what matches none is a product of its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chainmap.errors import BadInput, FileRefused, NameRefused
from chainmap.evidence import Basis, Evidence
from chainmap.facts import EnterpriseFact, Fact, LinkFact, MakesFact, ProductFact, Relation
from chainmap.names import clean_name, name_key
from chainmap.statements import Source, Statement
from ingest.delimited import read_delimited
from ingest.known import KnownNames, ProductNames
from ingest.report import FileCount, Level, LoadReport, RowIssue
from ingest.tables import Limits

CITATION = "ChainKnowledgeGraph"
COLUMNS = {
    "products": ("name",),
    "companies": ("code", "name", "full_name", "listed_on"),
    "industries": ("code", "name"),
    "company_industry": ("company_code", "industry_code"),
    "company_product": ("company_code", "product", "relation", "revenue_share"),
    "product_product": ("a", "b", "relation"),
}
"""The files that are read and the columns they must have. industry_parent and industry_upstream say nothing of
products and are left alone."""
LINKS: dict[str, Callable[[str, str], LinkFact]] = {
    "上游材料": lambda a, b: LinkFact(supplier=b, user=a),
    "下游产品": lambda a, b: LinkFact(supplier=a, user=b),
    "产品小类": lambda a, b: LinkFact(supplier=a, user=b, relation=Relation.KIND),
}
"""What a row a, b of product_product says: b is an input of a, b is made from a, b is a kind of a."""
ACCOUNTING = re.compile("抵[销消减]|平衡项目|调整项目")
"""Lines of a segment report that are no products: eliminations between segments, balancing and adjusting items."""
_SHARE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,20})?([eE]-[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class ChainKnowledgeGraph:
    """What the data set says, ready to be written, and what became of its rows.

    `faults` counts rows by the code of their issue; `matched` are the canonical names among those known that the
    table of enterprises and products uses, `named` is how many products that table names in all.
    """

    source: Source
    statements: tuple[Statement, ...]
    report: LoadReport
    faults: Mapping[str, int]
    matched: frozenset[str]
    named: int


class _RowRefused(BadInput):
    """Why a row is not kept: `code` counts it, the message tells it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(slots=True)
class _Work:
    source: str
    known: ProductNames
    company_rows: Mapping[str, int]  # code -> the row that stands for it
    statements: list[Statement] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    counts: list[FileCount] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    products: dict[str, str] = field(default_factory=dict)  # key of a name as written -> the name it is kept under
    spelled: dict[str, str] = field(default_factory=dict)  # name as written -> the same; keys cost more than the rest
    companies: dict[str, str] = field(default_factory=dict)  # code -> full name
    industries: dict[str, str] = field(default_factory=dict)  # code -> name
    industry_of: dict[str, str] = field(default_factory=dict)  # code of a company -> name of its industry
    makes: set[str] = field(default_factory=set)

    def say(self, file: str, row: int | None, code: str, message: str, level: Level) -> None:
        self.issues.append(RowIssue(file=file, sheet=file, row=row, code=code, message=message, level=level))

    def add(self, fact: Fact, file: str, row: int) -> None:
        evidence = Evidence(source=self.source, basis=Basis.TO_VERIFY, citation=CITATION, file=file, row=row)
        self.statements.append(Statement(fact=fact, evidence=evidence))


_Values = tuple[str, ...]
_Reader = Callable[[_Work, str, int, _Values], None]


def is_checkout(folder: Path) -> bool:
    """Whether a folder holds the files of this data set, by their names."""
    return all((folder / f"{name}.csv").is_file() for name in COLUMNS)


def read_chainknowledgegraph(
    folder: Path, *, source: Source, known: KnownNames, with_map: bool = False
) -> ChainKnowledgeGraph:
    """Enterprises and what each makes; `with_map` adds the products and the links between them.

    The map is noisy (a dish is made of its recipe), and its kinds and links move reach and headings of the whole
    store: leave it out where only relatedness is wanted. FileRefused where a file or a column is missing.
    """
    tables = {name: _table(folder, name) for name in COLUMNS}
    work = _Work(source.id, ProductNames(known.without(source.id).products), _latest(tables["companies"]))
    readers = {
        "industries": _industry,
        "company_industry": _membership,
        "companies": _company,
        "products": _product if with_map else _product_name,
        "company_product": _makes,
        **({"product_product": _link} if with_map else {}),
    }
    for name, reader in readers.items():
        _read(work, name, tables[name], reader)
    _note_names(work, tables)
    return ChainKnowledgeGraph(
        source=source,
        statements=tuple(work.statements),
        report=_report(work),
        faults=dict(sorted(work.faults.items())),
        matched=frozenset(name for name in work.makes if name_key(name) in work.known.canonical),
        named=len(work.makes),
    )


_Table = tuple[tuple[int, _Values], ...]


def _table(folder: Path, name: str) -> _Table:
    """Rows by number with the cells of the declared columns, in their order; short rows are filled up."""
    path = folder / f"{name}.csv"
    try:
        data = path.read_bytes()
    except OSError:
        raise FileRefused(
            f"“{folder.name}”里没有 {path.name}:请给出 ChainKnowledgeGraph 的 csv 所在的文件夹。"
        ) from None
    head, *rows = read_delimited(data, path.name, name, Limits(rows=5_000_000)).rows or (None,)
    titles = [str(cell).strip() for cell in head.cells] if head else []
    missing = [column for column in COLUMNS[name] if column not in titles]
    if missing:
        raise FileRefused(f"“{path.name}”缺少列 {'、'.join(missing)}:请核对是不是 ChainKnowledgeGraph 的 csv。")
    at = [titles.index(column) for column in COLUMNS[name]]
    return tuple(
        (row.number, tuple(str(row.cells[i]) if i < len(row.cells) else "" for i in at)) for row in rows if row
    )


def _read(work: _Work, name: str, table: _Table, reader: _Reader) -> None:
    """Each row by `reader`; a row that it refuses is an issue, equal rows are kept and counted once in a note."""
    file, rejected, repeats = f"{name}.csv", 0, 0
    seen: set[_Values] = set()
    for number, values in table:
        repeats += values in seen
        if values in seen and not repeats - 1:
            work.say(file, number, "repeated_row", "这一行起有与别的行完全相同的行,相同的只算一次。", Level.NOTE)
        seen.add(values)
        try:
            reader(work, file, number, values)
        except (_RowRefused, NameRefused) as refused:
            rejected += 1
            work.faults[refused.code] += 1
            work.say(file, number, refused.code, str(refused), Level.REJECTED)
    work.faults["repeated_row"] += repeats
    work.counts.append(FileCount(file=file, sheet=file, read=len(table), kept=len(table) - rejected, rejected=rejected))


def _industry(work: _Work, file: str, row: int, values: _Values) -> None:
    code, name = values
    if not code or not name:
        raise _RowRefused("empty_cell", "行业的代码或名称是空的。")
    work.industries[code] = name


def _membership(work: _Work, file: str, row: int, values: _Values) -> None:
    """The first industry that a company is listed under stands."""
    company, industry = values
    if industry not in work.industries:
        raise _RowRefused("unknown_industry", f"没有这个行业代码:“{industry[:40]}”。")
    work.industry_of.setdefault(company, work.industries[industry])


def _latest(companies: _Table) -> dict[str, int]:
    """Of the rows that share a code the one listed last, then the first in the file: the others are former names."""
    best: dict[str, tuple[str, int]] = {}
    for number, (code, _, _, listed_on) in companies:
        if code not in best or listed_on > best[code][0]:
            best[code] = listed_on, number
    return {code: number for code, (_, number) in best.items()}


def _company(work: _Work, file: str, row: int, values: _Values) -> None:
    """Under the full name, since short names repeat."""
    code, short, full, _ = values
    name = clean_name(full)
    if work.company_rows[code] != row:
        raise _RowRefused("repeated_code", f"代码 {code[:20]} 有几个公司全称,没有用“{name[:40]}”这一个。")
    work.companies[code] = name
    industry = work.industry_of.get(code)
    note = f"简称 {short}" + (f";行业 {industry}" if industry else "")
    work.add(EnterpriseFact(name=name, listing=code, note=note), file, row)


def _product_name(work: _Work, file: str, row: int, values: _Values) -> None:
    """Keeps the name under the known product of the same key or alias, else under its first spelling."""
    name = clean_name(values[0])
    work.products.setdefault(name_key(name), work.known.find(name) or name)


def _product(work: _Work, file: str, row: int, values: _Values) -> None:
    _product_name(work, file, row, values)
    work.add(ProductFact(name=work.products[name_key(values[0])]), file, row)


def _kept_name(work: _Work, written: str) -> str:
    found = work.spelled.get(written) or work.products.get(name_key(written))
    if found is None:
        raise _RowRefused("unknown_product", f"products.csv 里没有这个产品:“{clean_name(written)[:40]}”。")
    work.spelled[written] = found
    return found


def _makes(work: _Work, file: str, row: int, values: _Values) -> None:
    code, product, relation, share = values
    if code not in work.companies:
        raise _RowRefused("unknown_enterprise", f"companies.csv 里没有这个代码:“{code[:40]}”。")
    if relation != "主营产品":
        raise _RowRefused("unknown_relation", f"不认得的关系:“{relation[:40]}”。")
    if share and not _SHARE.fullmatch(share):
        raise _RowRefused("not_a_number", f"营收占比“{share[:40]}”不是数字。")
    if share.startswith("-"):
        raise _RowRefused("negative_share", f"“{product[:40]}”的营收占比 {share} 是负数,多半是抵销项,不是产品。")
    if ACCOUNTING.search(product):
        raise _RowRefused("accounting_line", f"“{product[:40]}”是报表的抵销或平衡项,不是产品。")
    name = _kept_name(work, product)
    work.makes.add(name)
    revenue = float(share) if share else None
    work.add(MakesFact(enterprise=work.companies[code], product=name, revenue_share=revenue), file, row)


def _link(work: _Work, file: str, row: int, values: _Values) -> None:
    a, b, relation = values
    if relation not in LINKS:
        raise _RowRefused("unknown_relation", f"不认得的关系:“{relation[:40]}”。")
    tail, head = _kept_name(work, a), _kept_name(work, b)
    if tail == head and name_key(a) == name_key(b):
        raise _RowRefused("self_loop", f"“{a[:40]}”与自己相连。")
    if tail == head:
        raise _RowRefused("alias_loop", f"“{a[:40]}”与“{b[:40]}”是同一种产品“{tail[:40]}”的两个名称。")
    work.add(LINKS[relation](tail, head), file, row)


def _note_names(work: _Work, tables: Mapping[str, _Table]) -> None:
    """Counts what is no fault of a row: short names that several companies have, spellings that are one name."""
    spelled = {values[0] for _, values in tables["products"]}
    found = {
        ("companies.csv", "repeated_short_name"): _repeats(v[1] for _, v in tables["companies"]),
        ("products.csv", "merged_spelling"): _repeats(name_key(name) for name in spelled),
        ("products.csv", "followed_alias"): sum(name_key(name) != key for key, name in work.products.items()),
    }
    told = {
        "repeated_short_name": "个简称与别的公司相同,企业一律用全称",
        "merged_spelling": "个产品名只在全角半角、大小写或空格上与别的不同,合并为一个",
        "followed_alias": "个产品名是库中产品的别名,记在该产品上",
    }
    for (file, code), count in found.items():
        work.faults[code] += count
        if count:
            work.say(file, None, code, f"有 {count} {told[code]}。", Level.NOTE)


def _repeats(names: Iterable[str]) -> int:
    return sum(count - 1 for count in Counter(names).values())


def _report(work: _Work) -> LoadReport:
    return LoadReport(
        read=sum(count.read for count in work.counts),
        kept=sum(count.kept for count in work.counts),
        rejected=sum(count.rejected for count in work.counts),
        questions=0,
        files=tuple(work.counts),
        issues=tuple(work.issues),
    )
