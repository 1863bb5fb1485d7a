"""The few settings, read from CHAINMAP_… environment variables when asked for, never at import."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from chainmap.scoring import SHIPPED_WEIGHTS, Weights
from chainmap.weights import read_weights


class Settings(BaseSettings):
    """`store`: URL of the store; user and password of a Neo4j server, never part of the URL and never printed."""

    model_config = SettingsConfigDict(env_prefix="CHAINMAP_", frozen=True, extra="ignore")

    store: str = "sqlite:///chainmap.db"
    neo4j_user: str | None = None
    neo4j_password: SecretStr | None = None
    weights: Path | None = None

    def weights_in_use(self) -> Weights:
        """The weights of the file that CHAINMAP_WEIGHTS names, else the shipped ones."""
        return read_weights(self.weights) if self.weights else SHIPPED_WEIGHTS
