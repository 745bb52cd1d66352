"""The organisation profile: who holds each role here, the institution's pages, its name and colour on the page.

One YAML file that the configuration names; empty by default. Answers, referrals and checklists then say "ask <the person>"
instead of "ask the contact person". Addresses are checked, because they become links.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from corpus.base.errors import MendSetup
from corpus.base.yamlfile import read_yaml
from corpus.model import Strict


def _web(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`]+", value):
        raise ValueError("an http or https address is wanted")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError("a colour like #0a5a66 is wanted")
    return value


def _mail(value: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", value):
        raise ValueError("an e-mail address is wanted")
    return value


Web = Annotated[str, AfterValidator(_web)]


class Holder(Strict):
    """Who holds a role, and how to reach them."""

    name: str | dict[str, str]
    email: Annotated[str, AfterValidator(_mail)] | None = None
    url: Web | None = None

    def shown(self, language: str) -> str:
        """The name in a language with the address."""
        name = self.name if isinstance(self.name, str) else self.name.get(language) or next(iter(self.name.values()))
        return f"{name} ({self.email})" if self.email else name


class Profile(Strict):
    """What an organisation says of itself."""

    name: dict[str, str] = Field(default_factory=dict)
    accent: Annotated[str, AfterValidator(_colour)] | None = None
    roles: dict[str, Holder] = Field(default_factory=dict)
    pages: dict[str, Web] = Field(default_factory=dict)

    def role(self, role: str, default: str, language: str) -> str:
        """Who to ask: the holder where the profile names one, else the role's own name."""
        holder = self.roles.get(role)
        return f"{default}: {holder.shown(language)}" if holder else default


def load_profile(path: Path | None) -> Profile:
    """The profile at ``path``; the empty one without a path. Raises ``MendSetup`` that names the faulty line."""
    if path is None:
        return Profile()
    if not path.exists():
        raise MendSetup(f"The organisation profile {path} does not exist.", "Create it (docs/configuration.md) or remove `profile`.")
    try:
        return Profile.model_validate(read_yaml(path) or {})
    except ValidationError as error:
        first = error.errors()[0]
        raise MendSetup(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}.", "Mend that line.") from error
