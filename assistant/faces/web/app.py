"""The application: our own FastAPI with the Gradio page mounted in it, its few own routes, and the guard around both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response
from gradio.blocks import Block
from gradio.exceptions import InvalidPathError
from starlette.middleware.cors import CORSMiddleware

from assistant.export.text import answer_markdown, answer_text, checklist_text, plan_markdown, what_it_is
from assistant.faces.web.faults import tell_briefly
from assistant.faces.web.guard import LOOPBACK, Guard, is_loopback
from assistant.faces.web.handlers import Handlers
from assistant.faces.web.page import Page
from assistant.faces.web.state import Exports
from assistant.faces.web.theme import accent_css, theme
from assistant.faces.web.uploads import largest
from assistant.faces.web.words import page_language, word
from assistant.profile import Profile
from assistant.record import Answer, Checklist
from assistant.service import Assistant
from corpus.base.settings import Settings

STATIC = Path(__file__).parent / "static"
TYPES = {"app.css": "text/css", "app.js": "text/javascript", "favicon.svg": "image/svg+xml"}
HEAD = (
    '<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
    '<link rel="icon" type="image/svg+xml" href="/app-static/favicon.svg">'
    '<link rel="stylesheet" href="/app-static/app.css"><link rel="stylesheet" href="/app-static/accent.css">'
    '<script src="/app-static/app.js" defer></script>'
)


def create_app(settings: Settings, get: Callable[[], Assistant], profile: Profile) -> Guard:
    """The page, ready to be served. ``get`` gives the assistant when the first question comes."""
    exports = Exports()
    tell_briefly()
    Block.async_move_resource_to_block_cache = _uploaded  # type: ignore[method-assign, assignment]
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Ours, because Gradio's own reflects every origin; with none configured, no other origin may read an answer.
    app.add_middleware(CORSMiddleware, allow_origins=settings.web.origins, allow_credentials=False)
    _own_routes(app, exports, profile)
    loopback = is_loopback(settings.web.host)
    page = Page(Handlers(get, profile, exports, may_keep=loopback))
    mounted = gr.mount_gradio_app(
        app, page.ui, path="/", run_history=False, footer_links=[], enable_monitoring=False, show_error=False, max_file_size=largest(),
        theme=theme(), head=HEAD, mcp_server=False, pwa=False, ssr_mode=False,
    )  # fmt: skip
    return Guard(mounted, settings.web.origins, frozenset({*LOOPBACK, settings.web.host}) if loopback else None)


async def _uploaded(block: Block, url_or_file_path: str | Path | None) -> str | None:
    """The path of a file where it lies in the folder of uploads, links followed. Raises ``InvalidPathError`` for any other, and for an
    address: Gradio takes whatever a request names into that folder, for its own check is off where the page is mounted in another app.
    """
    if url_or_file_path is None:
        return None
    path = Path(str(url_or_file_path)).resolve()
    if not path.is_relative_to(Path(block.GRADIO_CACHE).resolve()) or not path.is_file():
        raise InvalidPathError("No such upload.")
    return str(path)


def _own_routes(app: FastAPI, exports: Exports, profile: Profile) -> None:
    @app.get("/app-static/accent.css")
    def accent() -> Response:
        return Response(accent_css(profile.accent), media_type="text/css")

    @app.get("/app-static/{name}")
    def static(name: str) -> Response:
        return FileResponse(STATIC / name, media_type=TYPES[name]) if name in TYPES else PlainTextResponse("Not found.", 404)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return static("favicon.svg")

    @app.get("/export/{token}.{kind}")
    def export(token: str, kind: str, request: Request) -> Response:
        record = exports.get(token)
        if record is None:
            language = page_language(None, request.headers.get("accept-language"))
            return PlainTextResponse(word("error.gone", language), 404)
        return _file(record, kind)


def _file(record: Answer | Checklist, kind: str) -> Response:
    """A record as a file to keep, or as text to copy."""
    if kind == "txt":
        return PlainTextResponse(copied(record))
    name = f"{word('answer.file' if isinstance(record, Answer) else 'checklist.file', record.language)}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    if kind == "json":
        return Response(record.model_dump_json(indent=1), media_type="application/json", headers=headers)
    content = answer_markdown(record) if isinstance(record, Answer) else plan_markdown(record)
    return Response(content, media_type="text/markdown; charset=utf-8", headers=headers)


def copied(record: Answer | Checklist) -> str:
    """Plain text for a mail or a document: the question or plan, the reply with its sources, what it is."""
    asked, reply = (record.question, answer_text(record)) if isinstance(record, Answer) else (record.situation, checklist_text(record))
    return f"{asked}\n\n{reply}\n\n{' '.join(what_it_is(record))}\n"


__all__: list[Any] = ["copied", "create_app"]
