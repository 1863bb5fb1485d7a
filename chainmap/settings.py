"""The few settings, read from CHAINMAP_… environment variables when asked for, never at import."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`store`: URL of the store; user and password of a Neo4j server, never part of the URL and never printed."""

    model_config = SettingsConfigDict(env_prefix="CHAINMAP_", frozen=True, extra="ignore")

    store: str = "sqlite:///chainmap.db"
    neo4j_user: str | None = None
    neo4j_password: SecretStr | None = None
