"""A real Neo4j Community server for tests: jars from Maven artifacts, a folder and a password of its own.

Nothing is installed: the server is a separate Java process that the tests start and end. Run as a program
(`python tests/contract/neo4j_server.py`) it only fetches the jars, so that a slow download is no slow test.
"""

import ctypes
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

VERSION = "5.26.30"
DOWNLOAD_SECONDS, READY_SECONDS, STOP_SECONDS, PORT_TRIES = 540, 90, 20, 3
USER = "neo4j"
DATABASE = "neo4j"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_POM = """<project><modelVersion>4.0.0</modelVersion><groupId>chainmap</groupId><artifactId>neo4j-jars</artifactId>
<version>1</version><packaging>pom</packaging><dependencies><dependency><groupId>org.neo4j</groupId>
<artifactId>neo4j</artifactId><version>VERSION</version></dependency></dependencies></project>
"""
_CONFIGURATION = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:PORT
server.bolt.tls_level=DISABLED
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_max_failed_attempts=0
dbms.usage_report.enabled=false
server.bolt.telemetry.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
db.tx_log.rotation.retention_policy=keep_none
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
_OPENED = ("java.nio", "java.io", "sun.nio.ch")
_MEMORY = ("-Xms512m", "-Xmx1280m", "-XX:+UseSerialGC", "-Dlog4j2.disable.jmx=true")
_FLAGS = (*_MEMORY, *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED))


class NoServer(Exception):
    """Why there is no server to test against: no Java, no Maven, no download."""


@dataclass(frozen=True)
class Server:
    """Where the server listens and how to sign in; `name` is product and version as the server says it."""

    uri: str
    user: str
    password: str = field(repr=False)
    name: str

    @property
    def url(self) -> str:
        return f"{self.uri}/{DATABASE}"

    def driver(self) -> Driver:
        return GraphDatabase.driver(
            self.uri.replace("neo4j://", "bolt://"),
            auth=(self.user, self.password),
            connection_timeout=2,
            max_transaction_retry_time=0,
        )


def version() -> str:
    return os.environ.get("CHAINMAP_NEO4J_VERSION", VERSION)


def java() -> str:
    found = shutil.which(os.environ.get("CHAINMAP_JAVA", "java"))
    if not found:
        raise NoServer("no Java found: install Java 17 or newer, or name one in CHAINMAP_JAVA")
    return found


def jars() -> Path:
    """The folder of the server's jars, fetched by Maven once and kept outside the checkout; safe to ask in parallel."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chainmap-neo4j"
    folder = cache / f"lib-{version()}"
    if (folder / ".complete").exists():
        return folder
    maven = shutil.which("mvn")
    if not maven:
        raise NoServer("no Maven found to fetch Neo4j's jars with: install it, or set CHAINMAP_TEST_NEO4J_URI")
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"lib-{version()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".complete").exists():
            _fetch(maven, folder)
    return folder


def _fetch(maven: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        pom, copied = Path(name) / "pom.xml", Path(name) / "lib"
        pom.write_text(_POM.replace("VERSION", version()), encoding="utf-8")
        command = [maven, "-B", "-q", "-ntp", "-f", str(pom), _PLUGIN, "-DincludeScope=runtime"]
        try:
            done = subprocess.run(
                [*command, f"-DoutputDirectory={copied}"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=DOWNLOAD_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise NoServer(f"Maven did not fetch Neo4j {version()} within {DOWNLOAD_SECONDS} s") from None
        if done.returncode != 0:
            raise NoServer(f"Maven could not fetch Neo4j {version()}: {done.stdout[-800:]}")
        (copied / ".complete").touch()
        shutil.rmtree(folder, ignore_errors=True)
        copied.rename(folder)


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """A server in the empty folder `home`, ready to answer, stopped at the end."""
    runtime, lib, password = java(), jars(), secrets.token_hex(16)
    _set_password(runtime, lib, home, password)
    for attempt in range(1, PORT_TRIES + 1):
        port = _free_port()
        process = _start(runtime, lib, home, port)
        try:
            server = _ready(process, f"neo4j://127.0.0.1:{port}", password)
            if server is not None:
                yield server
                return
        finally:
            _stop(process)
        if attempt == PORT_TRIES or "Address already in use" not in _text(home / "logs" / "neo4j.log"):
            raise RuntimeError(f"Neo4j did not become ready:\n{_last_words(home)}")


def _set_password(runtime: str, lib: Path, home: Path, password: str) -> None:
    (home / "conf").mkdir(parents=True, exist_ok=True)
    _configure(home, 0)
    subprocess.run(
        [runtime, "-cp", f"{lib}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=60,
    )


def _configure(home: Path, port: int) -> None:
    (home / "conf" / "neo4j.conf").write_text(_CONFIGURATION.replace("PORT", str(port)), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _main_class(lib: Path) -> str:
    """It differs between the lines; the main jar names it."""
    (jar,) = lib.glob("neo4j-[0-9]*.jar")
    with zipfile.ZipFile(jar) as archive:
        return archive.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode().strip()


def _start(runtime: str, lib: Path, home: Path, port: int) -> subprocess.Popen[bytes]:
    _configure(home, port)
    native = () if version().startswith("5.") else ("--enable-native-access=ALL-UNNAMED",)
    folders = (f"--home-dir={home}", f"--config-dir={home / 'conf'}")
    with (home / "console.log").open("wb") as console:
        return subprocess.Popen(
            [runtime, *_FLAGS, *native, "-cp", f"{lib}/*", _main_class(lib), *folders],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 it only calls prctl
        )


def _end_with_parent() -> None:
    """In the child, before Java: SIGTERM when the tests are killed (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _ready(process: subprocess.Popen[bytes], uri: str, password: str) -> Server | None:
    """The server once it answers a query; None when it ended first or took too long."""
    deadline = time.monotonic() + READY_SECONDS
    server = Server(uri=uri, user=USER, password=password, name="")
    while process.poll() is None and time.monotonic() < deadline:
        try:
            return named(server)
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.05)
    return None


def named(server: Server) -> Server:
    """The same server with the name it gives itself; raises what the driver raises while it does not answer."""
    with server.driver() as driver, driver.session(database=DATABASE) as session:
        name, versions, edition = session.run(
            "CYPHER 5 CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0], edition LIMIT 1"
        ).single(strict=True)
    return Server(uri=server.uri, user=server.user, password=server.password, name=f"{name} {versions} {edition}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _last_words(home: Path) -> str:
    logs = (home / "console.log", home / "logs" / "neo4j.log", home / "logs" / "debug.log")
    return "\n".join(f"--- {log.name}\n{_text(log)[-2000:]}" for log in logs)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"Neo4j {version()}: {len(list(jars().glob('*.jar')))} jars are there\n")
    except NoServer as reason:
        sys.stdout.write(f"{reason}\n")
        sys.exit(1 if os.environ.get("CI") == "true" or os.environ.get("CHAINMAP_REQUIRE_NEO4J") else 0)
