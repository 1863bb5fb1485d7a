"""Every query text of the Neo4j store: constants with parameters, identifiers as `schema` declares them.

`CYPHER 5` is understood by 5.26 and by the calendar releases, whatever language an administrator made the default.
The six links differ in three identifiers only, so their two texts are written once and filled in from the schema.
"""

from graphs.stores.schema import ENDS, Label, Link, identifier

CONSTRAINTS: tuple[str, ...] = (
    "CYPHER 5 CREATE CONSTRAINT store_once IF NOT EXISTS FOR (n:Store) REQUIRE n.id IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT revision_once IF NOT EXISTS FOR (n:Revision) REQUIRE n.number IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT source_once IF NOT EXISTS FOR (n:Source) REQUIRE (n.source_mark, n.added_in) IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT statement_now IF NOT EXISTS FOR (n:Statement) REQUIRE n.standing IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT name_once IF NOT EXISTS FOR (n:Name) REQUIRE n.id IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT product_once IF NOT EXISTS FOR (n:Product) REQUIRE n.id IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT enterprise_once IF NOT EXISTS FOR (n:Enterprise) REQUIRE n.id IS UNIQUE",
    "CYPHER 5 CREATE CONSTRAINT place_once IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE",
    "CYPHER 5 CREATE INDEX statement_of_source IF NOT EXISTS FOR (n:Statement) ON (n.source_mark)",
    "CYPHER 5 CREATE INDEX statement_about IF NOT EXISTS FOR (n:Statement) ON (n.key_mark)",
)
"""`standing` repeats the digest while the statement stands, so that the same content stands once and is found fast.
Readers look by what no later revision changes: nothing that moves within an index is missed beside a writer."""
AWAIT_INDEXES = "CYPHER 5 CALL db.awaitIndexes(60)"

SERVER = "CYPHER 5 CALL dbms.components() YIELD versions, edition RETURN versions[0], edition LIMIT 1"
HEAD = "CYPHER 5 MATCH (h:Store {id: 'chainmap'}) RETURN h.schema_version, h.written, h.published"
NODE_COUNT = "CYPHER 5 MATCH (n) RETURN count(n)"
MAKE_HEAD = """CYPHER 5 MERGE (h:Store {id: 'chainmap'})
    ON CREATE SET h.schema_version = $schema_version, h.written = 0, h.published = 0"""
TAKE_PEN = """CYPHER 5 MATCH (h:Store {id: 'chainmap'}) SET h.held = true
    WITH h SET h.published = h.written RETURN h.written"""
PUBLISH = """CYPHER 5 MATCH (h:Store {id: 'chainmap'}) SET h.held = false WITH h SET h.published = h.written"""

PUBLISHED = """CYPHER 5 MATCH (h:Store {id: 'chainmap'})
    OPTIONAL MATCH (r:Revision {number: h.published}) RETURN h.published, r.version"""
REVISION_NUMBERED = "CYPHER 5 MATCH (r:Revision {number: $revision}) RETURN r.number, r.version"
REVISIONS = """CYPHER 5 MATCH (r:Revision) WHERE r.number > $since AND r.number <= $revision
    RETURN r.number, r.at, r.source, r.added, r.withdrawn, r.version ORDER BY r.number"""
SOURCES = """CYPHER 5 MATCH (s:Source)
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision)
    RETURN s.id, s.title, s.rank"""
STATEMENTS = """CYPHER 5 MATCH (s:Statement)
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision)
    RETURN s.key, s.digest, s.body"""
STATEMENTS_ABOUT = """CYPHER 5 MATCH (s:Statement {key_mark: $key_mark})
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision) AND s.key = $key
    AND ($kind IS NULL OR s.kind = $kind) AND ($source IS NULL OR s.source = $source)
    RETURN s.key, s.digest, s.body"""
STATEMENTS_OF_SOURCE = """CYPHER 5 MATCH (s:Statement {source_mark: $source_mark})
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision) AND s.source = $source
    AND ($kind IS NULL OR s.kind = $kind)
    RETURN s.key, s.digest, s.body"""
STATEMENTS_OF_KIND = """CYPHER 5 MATCH (s:Statement {kind: $kind})
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision)
    RETURN s.key, s.digest, s.body"""
SEARCH = """CYPHER 5 MATCH (n:Name) WHERE n.key CONTAINS $key AND n.statements > 0
    RETURN n.kind, n.name ORDER BY n.length, n.name, n.kind LIMIT $limit"""
COUNTS = """CYPHER 5 MATCH (s:Statement)
    WHERE s.added_in <= $revision AND (s.withdrawn_in IS NULL OR s.withdrawn_in > $revision) RETURN count(s)"""

STANDING_DIGESTS = "CYPHER 5 MATCH (s:Statement) WHERE s.withdrawn_in IS NULL RETURN collect(s.digest)"
ADD_REVISION = "CYPHER 5 CREATE (r:Revision) SET r = $row"
ADD_SOURCE = """CYPHER 5 CREATE (s:Source {id: $id, title: $title, rank: $rank,
    source_mark: $source_mark, added_in: $revision})"""
WITHDRAW_SOURCE = """CYPHER 5 MATCH (s:Source {source_mark: $source_mark}) WHERE s.withdrawn_in IS NULL
    SET s.withdrawn_in = $revision"""
ADD_STATEMENTS = """CYPHER 5 UNWIND $rows AS row CREATE (s:Statement {kind: row[0], key: row[1], key_mark: row[2],
    digest: row[3], standing: row[3], body: row[4], source: $source, source_mark: $source_mark, added_in: $revision})"""
WITHDRAW_STATEMENTS = """CYPHER 5 UNWIND $rows AS row MATCH (s:Statement {standing: row[0]})
    SET s.withdrawn_in = $revision REMOVE s.standing"""
MOVE_STATEMENTS = "CYPHER 5 UNWIND $rows AS row MATCH (s:Statement {standing: row[0]}) SET s.body = row[1]"
WRITTEN = "CYPHER 5 MATCH (h:Store {id: 'chainmap'}) SET h.written = $revision"

COUNT_NAMES = """CYPHER 5 UNWIND $rows AS row MERGE (n:Name {id: row[0]})
    ON CREATE SET n.statements = 0, n.kind = row[2], n.name = row[3], n.key = row[4], n.length = row[5]
    SET n.statements = n.statements + row[1]"""
_COUNT_THINGS = """CYPHER 5 UNWIND $rows AS row MERGE (n:LABEL {id: row[0]})
    ON CREATE SET n.statements = 0, n.name = row[2] SET n.statements = n.statements + row[1]"""
_FORGET = """CYPHER 5 UNWIND $rows AS row MATCH (n:LABEL {id: row[0]}) WHERE n.statements <= 0 DETACH DELETE n"""
_COUNT_LINKS = """CYPHER 5 UNWIND $rows AS row MATCH (a:TAIL {id: row[0]}) MATCH (b:HEAD {id: row[2]})
    MERGE (a)-[r:LINK]->(b) ON CREATE SET r.statements = 0 SET r.statements = r.statements + row[1]"""
_FORGET_LINKS = """CYPHER 5 UNWIND $rows AS row MATCH (a:TAIL {id: row[0]}) MATCH (b:HEAD {id: row[2]})
    MATCH (a)-[r:LINK]->(b) WHERE r.statements <= 0 DELETE r"""


def _for_label(text: str, label: Label) -> str:
    return text.replace("LABEL", identifier(label))


def _for_link(text: str, link: Link) -> str:
    tail, head = ENDS[link]
    filled = text.replace("TAIL", identifier(tail)).replace("HEAD", identifier(head))
    return filled.replace("LINK", identifier(link))


THINGS = (Label.PRODUCT, Label.ENTERPRISE, Label.PLACE)
COUNT_THINGS: dict[Label, str] = {label: _for_label(_COUNT_THINGS, label) for label in THINGS}
FORGET_THINGS: dict[Label, str] = {label: _for_label(_FORGET, label) for label in THINGS}
FORGET_NAMES: str = _for_label(_FORGET, Label.NAME)
COUNT_LINKS: dict[Link, str] = {link: _for_link(_COUNT_LINKS, link) for link in Link}
FORGET_LINKS: dict[Link, str] = {link: _for_link(_FORGET_LINKS, link) for link in Link}
