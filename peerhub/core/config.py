"""One frozen Config, read once at the start; a wrong value stops the start with one clear line."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from peerhub.core.errors import StartError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Config(BaseSettings):
    """Settings of contract section 2 (`PEERHUB_*` or `peerhub.toml`), and what `serve` was told."""

    model_config = SettingsConfigDict(
        env_prefix="PEERHUB_", toml_file="peerhub.toml", frozen=True, extra="ignore"
    )

    data_dir: Path = Field(
        Path("data"), description="Database file, uploads and generated secrets (mode 0600)."
    )
    database_url: str = Field(
        "", description="`postgresql://…`; without it a SQLite file in the data directory."
    )
    redis_url: str = Field(
        "", description="`redis://…` for several workers or hosts; without it one process."
    )
    base_url: str = Field(
        "", description="The hub's own address, as in https://hub.example.org; needed off loopback."
    )
    trusted_proxies: str = Field(
        "", description="Addresses whose X-Forwarded-* are believed, separated by commas."
    )
    secret_key: str = Field(
        "", description="Signing key; made once and kept in the data directory."
    )
    records_key: str = Field(
        "", description="Key of the sealed copies; made once and kept in the data directory."
    )
    smtp_url: str = Field(
        "", description="`smtp://user:pass@host:port?tls=starttls`; else mail goes to data/outbox/."
    )
    lmtp_bind: str = Field("", description="Address on which replies by email come in.")
    alert_url: str = Field(
        "", description="HTTPS address called when a safeguarding lead must look."
    )
    post_rate: str = Field("20/minute", description="Posts a person may make (a burst of 10).")
    limits: Literal["on", "off"] = Field(
        "on", description="`off`: no rate or connection limit, for load tests on loopback only."
    )

    # What `peerhub serve` was told; no environment names.
    host: str = Field("127.0.0.1", init=True, exclude=True)
    port: int = Field(8000, exclude=True)
    workers: int = Field(1, exclude=True)
    demo: bool = Field(False, exclude=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _File(settings_cls)

    @field_validator("database_url")
    @classmethod
    def known_database(cls, url: str) -> str:
        if url and not url.startswith(("postgresql://", "postgresql+psycopg://")):
            raise ValueError("write postgresql://… or leave it out for SQLite")
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("redis_url")
    @classmethod
    def known_bus(cls, url: str) -> str:
        if url and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("write redis://host:port or leave it out")
        return url

    @field_validator("base_url")
    @classmethod
    def plain_origin(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")
        ):
            raise ValueError(
                "write the hub's address without a path, as in https://hub.example.org"
            )
        return url.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def known_mail(cls, url: str) -> str:
        if url and urlsplit(url).scheme not in ("smtp", "smtps"):
            raise ValueError("write smtp://user:pass@host:port?tls=starttls or leave it out")
        return url

    @field_validator("alert_url")
    @classmethod
    def https_only(cls, url: str) -> str:
        if url and not url.startswith("https://"):
            raise ValueError("write an https:// address or leave it out")
        return url

    @field_validator("post_rate")
    @classmethod
    def known_rate(cls, rate: str) -> str:
        if not re.fullmatch(r"[1-9]\d{0,5}/(second|minute|hour|day)", rate):
            raise ValueError("write a number and a period, as in 20/minute")
        return rate

    @field_validator("trusted_proxies")
    @classmethod
    def known_proxies(cls, text: str) -> str:
        for one in filter(None, (part.strip() for part in text.split(","))):
            ipaddress.ip_network(one, strict=False)  # its ValueError is clear enough
        return text

    @property
    def address(self) -> str:
        """The base URL in force, also where the setting is empty."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}"

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")

    @property
    def on_loopback(self) -> bool:
        return self.host in LOOPBACK

    @property
    def database(self) -> str:
        """A SQLAlchemy URL."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'peerhub.sqlite3'}"

    @property
    def on_sqlite(self) -> bool:
        return not self.database_url


class _File(TomlConfigSettingsSource):
    """`peerhub.toml`, in which settings have the names that they have in the environment."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        said = {
            name.lower().removeprefix("peerhub_"): (name, value)
            for name, value in super()._read_file(file_path).items()
        }
        for plain, (name, _value) in said.items():
            field = Config.model_fields.get(plain)
            if field is None or field.exclude:
                raise ValueError(f"there is no setting called {name}")
        return {plain: value for plain, (_name, value) in said.items()}


def load_config(**told: Any) -> Config:
    """Settings from arguments, environment and `peerhub.toml`; StartError in one line if one is wrong."""
    try:
        return _checked(Config(**told))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "setting"
        said = str(first["msg"]).removeprefix("Value error, ")
        raise StartError(f"PEERHUB_{name.upper()} is not right: {said}.") from error
    except (OSError, ValueError) as error:
        raise StartError(f"peerhub.toml cannot be read: {error}.") from error


def _checked(config: Config) -> Config:
    """What no single setting can tell."""
    if config.workers > 1 and not (config.database_url and config.redis_url):
        raise StartError(
            "Several workers need PEERHUB_DATABASE_URL (PostgreSQL) and PEERHUB_REDIS_URL; "
            "set both, or start one worker."
        )
    if config.limits == "off" and not config.on_loopback:
        raise StartError(
            "PEERHUB_LIMITS=off is for load tests: listen on 127.0.0.1, or leave it on."
        )
    if not config.on_loopback and not config.base_url:
        raise StartError(
            f"To listen on {config.host}, set PEERHUB_BASE_URL to the hub's own address, "
            "as in https://hub.example.org."
        )
    if config.demo and not config.on_loopback:
        raise StartError("--demo has well-known people in it: it listens on 127.0.0.1 only.")
    return config
