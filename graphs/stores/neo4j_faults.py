"""What went wrong with a Neo4j server, said in Chinese with the way out; never a password, never a value."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    UnsupportedServerProduct,
)

from chainmap.errors import StoreDenied, StoreError, StoreUnreachable, StoreVersionMismatch

_DENIED = ("Neo.ClientError.Security.", "Neo.TransientError.Security.")
_SAID: tuple[tuple[str, type[StoreError], str], ...] = (
    ("Neo.ClientError.Database.DatabaseNotFound", StoreUnreachable, "上没有这个数据库:请核对地址末尾的数据库名。"),
    (
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        StoreError,
        "内存不够一次写完,没有写入:请调大服务器的堆内存,或把文件分成几份导入。",
    ),
    ("Neo.ClientError.Transaction.TransactionTimedOut", StoreUnreachable, "没有在时限内答完:请稍后再试。"),
    ("Neo.ClientError.Transaction.LockClientStopped", StoreUnreachable, "没有在时限内答完:请稍后再试。"),
    ("Neo.TransientError.", StoreUnreachable, "正忙或正在启动:请稍后再试。"),
    ("Neo.ClientError.Schema.", StoreError, "的内容不合 chainmap 的约束,没有写入:请运行 chainmap doctor 检查。"),
)


@contextmanager
def neo4j_faults(address: str) -> Iterator[None]:
    """Turns every error of the driver and the server into a StoreError that names the server and the way out."""
    try:
        yield
    except AuthError as error:
        raise _denied(address) from error
    except Neo4jError as error:
        raise _said(address, error.code or "") from error
    except UnsupportedServerProduct as error:
        raise StoreVersionMismatch(f"{address} 不是 Neo4j 服务器:请核对地址和端口。") from error
    except (ConfigurationError, AuthConfigurationError) as error:
        raise StoreUnreachable(f"Neo4j 服务器 {address} 的地址或加密方式不对:请核对库地址。") from error
    except ServiceUnavailable as error:
        if type(error).__name__ == "IncompleteCommit":
            text = "在提交时断开,不知写成没有:请再运行一次,重复写入不会多出内容。"
        else:
            text = "连不上:请检查服务器是否启动、地址和端口是否正确。"
        raise StoreUnreachable(f"Neo4j 服务器 {address} {text}") from error
    except (DriverError, OSError) as error:
        raise StoreUnreachable(f"Neo4j 服务器 {address} 的连接中断({type(error).__name__}):请稍后再试。") from error


def _denied(address: str) -> StoreDenied:
    return StoreDenied(
        f"Neo4j 服务器 {address} 拒绝登录:请核对环境变量 CHAINMAP_NEO4J_USER 和 CHAINMAP_NEO4J_PASSWORD;"
        "连错几次后服务器会暂时停止登录,请稍等再试。"
    )


def _said(address: str, code: str) -> StoreError:
    if code.startswith(_DENIED):
        return _denied(address)
    for beginning, kind, text in _SAID:
        if code.startswith(beginning):
            return kind(f"Neo4j 服务器 {address} {text}")
    return StoreError(f"Neo4j 服务器 {address} 出错({code}):请运行 chainmap doctor 检查。")
