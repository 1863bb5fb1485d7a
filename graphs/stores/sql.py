"""Every query text of the SQLite store: constants with bound parameters, identifiers as `schema` declares them."""

ENFORCE_REFERENCES = "PRAGMA foreign_keys = ON"
WRITE_AHEAD = "PRAGMA journal_mode = WAL"
SYNC_EVERY_COMMIT = "PRAGMA synchronous = FULL"

BEGIN_READING = "BEGIN DEFERRED"
BEGIN_WRITING = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"

TABLE_COUNT = "SELECT count(*) FROM sqlite_master"
MARKS = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"

CREATE: tuple[str, ...] = (
    """CREATE TABLE revision (
        number INTEGER PRIMARY KEY CHECK (number > 0), at TEXT NOT NULL, source TEXT NOT NULL,
        added INTEGER NOT NULL, withdrawn INTEGER NOT NULL, version TEXT NOT NULL)""",
    """CREATE TABLE source (
        id TEXT NOT NULL, title TEXT NOT NULL, rank TEXT NOT NULL,
        added_in INTEGER NOT NULL REFERENCES revision (number), withdrawn_in INTEGER REFERENCES revision (number),
        PRIMARY KEY (id, added_in)) WITHOUT ROWID""",
    """CREATE TABLE statement (
        kind TEXT NOT NULL, key TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL,
        added_in INTEGER NOT NULL REFERENCES revision (number), withdrawn_in INTEGER REFERENCES revision (number))""",
    """CREATE TABLE name (
        kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, length INTEGER NOT NULL,
        statements INTEGER NOT NULL CHECK (statements >= 0), PRIMARY KEY (kind, name)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX statement_now ON statement (digest) WHERE withdrawn_in IS NULL",
    "CREATE INDEX statement_of_source ON statement (source) WHERE withdrawn_in IS NULL",
    "CREATE INDEX statement_about ON statement (key) WHERE withdrawn_in IS NULL",
    "CREATE INDEX statement_of_kind ON statement (kind) WHERE withdrawn_in IS NULL",
    "PRAGMA application_id = 1667788144",
    "PRAGMA user_version = 1",
)

LAST_REVISION = "SELECT number, version FROM revision ORDER BY number DESC LIMIT 1"
REVISION_NUMBERED = "SELECT number, version FROM revision WHERE number = :revision"
REVISIONS = """SELECT number, at, source, added, withdrawn, version FROM revision
    WHERE number > :since ORDER BY number"""
SOURCES = """SELECT id, title, rank FROM source
    WHERE added_in <= :revision AND (withdrawn_in IS NULL OR withdrawn_in > :revision) ORDER BY id"""
SNAPSHOT = """SELECT key, digest, body FROM statement
    WHERE added_in <= :revision AND (withdrawn_in IS NULL OR withdrawn_in > :revision)
    ORDER BY kind, key, source, digest"""

STANDING = """SELECT key, digest, body FROM statement
    WHERE withdrawn_in IS NULL ORDER BY kind, key, source, digest"""
STANDING_ABOUT = """SELECT key, digest, body FROM statement
    WHERE withdrawn_in IS NULL AND key = :key
    AND (:kind IS NULL OR kind = :kind) AND (:source IS NULL OR source = :source)
    ORDER BY kind, key, source, digest"""
STANDING_OF_SOURCE = """SELECT key, digest, body FROM statement
    WHERE withdrawn_in IS NULL AND source = :source AND (:kind IS NULL OR kind = :kind)
    ORDER BY kind, key, source, digest"""
STANDING_OF_KIND = """SELECT key, digest, body FROM statement
    WHERE withdrawn_in IS NULL AND kind = :kind ORDER BY kind, key, source, digest"""
SEARCH = """SELECT kind, name FROM name WHERE instr(key, :key) > 0 ORDER BY length, name, kind LIMIT :limit"""

STANDING_DIGESTS = "SELECT digest FROM statement WHERE withdrawn_in IS NULL"
COUNTS = """SELECT (SELECT count(*) FROM statement WHERE withdrawn_in IS NULL),
    (SELECT count(*) FROM source WHERE withdrawn_in IS NULL), (SELECT count(*) FROM revision)"""

ADD_REVISION = """INSERT INTO revision (number, at, source, added, withdrawn, version)
    VALUES (:number, :at, :source, :added, :withdrawn, :version)"""
ADD_SOURCE = """INSERT INTO source (id, title, rank, added_in) VALUES (:id, :title, :rank, :revision)"""
WITHDRAW_SOURCE = "UPDATE source SET withdrawn_in = :revision WHERE id = :id AND withdrawn_in IS NULL"
ADD_STATEMENT = """INSERT INTO statement (kind, key, source, digest, body, added_in)
    VALUES (:kind, :key, :source, :digest, :body, :revision)"""
WITHDRAW_STATEMENT = "UPDATE statement SET withdrawn_in = :revision WHERE digest = :digest AND withdrawn_in IS NULL"
MOVE_STATEMENT = "UPDATE statement SET body = :body WHERE digest = :digest AND withdrawn_in IS NULL"
COUNT_NAME = """INSERT INTO name (kind, name, key, length, statements) VALUES (:kind, :name, :key, :length, :change)
    ON CONFLICT (kind, name) DO UPDATE SET statements = statements + excluded.statements"""
UNCOUNT_NAME = "UPDATE name SET statements = statements + :change WHERE kind = :kind AND name = :name"
FORGET_NAMES = "DELETE FROM name WHERE statements = 0"
