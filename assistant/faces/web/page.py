"""The layout in Gradio components, and which action each starts. What they say is in ``views``, what they do in ``handlers``.

Plain components only: Markdown with markup of our own (``markup``), text boxes, buttons, tabs. No ``gr.HTML`` and no ``js=``: both need
a content policy that runs strings as code. All actions are private; what may be called at all is in ``guard``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.faces.web.handlers import Handlers, question_limit
from assistant.faces.web.state import SECONDS, PageState
from assistant.faces.web.views import ASKS, KINDS, NEXT, Updates
from assistant.faces.web.words import NAMES, page_language
from corpus.parse.limits import limits

ANSWERS = "answers"  # what embeds shares one limit of workers


class Page:
    """The Blocks and its parts by name."""

    def __init__(self, handlers: Handlers) -> None:
        self.handlers = handlers
        self.parts: dict[str, Any] = {}
        with gr.Blocks(title="", analytics_enabled=False, delete_cache=(300, 300), fill_width=True) as self.ui:
            self.state = gr.State(PageState(), time_to_live=SECONDS, delete_callback=handlers.closed)
            self._top()
            with gr.Tabs(elem_id="ri-views"):
                with self._keep("view_ask", gr.Tab("Ask", id="ask")):
                    self._ask_view()
                with self._keep("view_check", gr.Tab("Check", id="check")):
                    self._check_view()
            self._wire()
        self.ui.queue(max_size=32, default_concurrency_limit=2)

    # --- parts

    def _keep(self, name: str, component: Any) -> Any:
        self.parts[name] = component
        return component

    def _words(self, name: str, visible: bool = True, **more: Any) -> None:
        """A place for text of ours."""
        self._keep(name, gr.Markdown("", latex_delimiters=[], elem_id=f"ri-{name.replace('_', '-')}", visible=visible, **more))

    def _button(self, name: str, kind: str, visible: bool = True, **more: Any) -> None:
        self._keep(name, gr.Button("", elem_id=f"ri-{name.replace('_', '-')}", elem_classes=[f"ri-{kind}"], visible=visible, **more))

    def _top(self) -> None:
        with gr.Row(elem_id="ri-top"):
            self._words("head")
            with gr.Row(elem_id="ri-languages"):
                for code in NAMES:
                    self._button(f"language_{code}", "language", size="sm", min_width=0)
        self._words("spoken")

    def _ask_view(self) -> None:
        with gr.Row(elem_id="ri-main"):
            with gr.Column(elem_id="ri-talk", min_width=0):
                self._words("earlier", visible=False)
                self._words("card", visible=False)
                self._empty()
                self._after()
            with (
                self._keep("side", gr.Column(elem_id="ri-side", min_width=0, visible=False)),
                self._keep("tabs", gr.Tabs(elem_id="ri-tabs")),
            ):
                with self._keep("tab_sources", gr.Tab("Sources", id="sources")):
                    self._words("sources")
                with self._keep("tab_checklist", gr.Tab("Checklist", id="checklist")):
                    self._words("checklist")
            with gr.Column(elem_id="ri-tail", min_width=0):
                self._own()
                self._words("changes")
                self._words("about")
        with gr.Column(elem_id="ri-bar"):
            self._words("problem", visible=False)
            with gr.Row(elem_id="ri-ask-row"):
                self._keep(
                    "question",
                    gr.Textbox(
                        "", label="Question", lines=1, max_lines=5, max_length=question_limit(), elem_id="question", scale=1, container=True
                    ),
                )
                self._button("ask", "main", variant="primary", min_width=0)
            self._words("notice")

    def _empty(self) -> None:
        with self._keep("empty", gr.Column(elem_id="ri-empty", min_width=0)):
            self._words("intro")
            self._words("examples_head")
            with gr.Row(elem_id="ri-examples"):
                for kind in KINDS:
                    with gr.Column(elem_classes=["ri-kind"], min_width=0):
                        self._words(f"examples_{kind}")
                        for place in range(ASKS):
                            self._button(f"example_{kind}_{place}", "example", min_width=0)

    def _after(self) -> None:
        with self._keep("after", gr.Column(elem_id="ri-after", min_width=0, visible=False)):
            with self._keep("next", gr.Column(elem_id="ri-next", min_width=0)):
                self._words("next_head")
                with gr.Row(elem_classes=["ri-chips"]):
                    for place in range(NEXT):
                        self._button(f"next_{place}", "chip", visible=False, size="sm", min_width=0)
            self._button("restart", "quiet", size="sm", min_width=0)

    def _own(self) -> None:
        with self._keep("own", gr.Accordion("", open=False, elem_id="ri-own")):
            self._words("own_help")
            self._keep("own_keep", gr.Checkbox(False, label="", elem_id="ri-own-keep", visible=False, container=False, interactive=True))
            self._keep(
                "own_add",
                gr.UploadButton(
                    "",
                    file_count="multiple",
                    size="sm",
                    elem_id="ri-own-add",
                    elem_classes=["ri-quiet"],
                    min_width=0,
                ),
            )
            self._words("own_problem", visible=False)
            for shown, kind in (("own_list", "own_remove"), ("own_kept", "own_forget")):
                self._words(shown, visible=False)
                with gr.Row(elem_classes=["ri-chips"]):
                    for place in range(limits().documents):
                        self._button(f"{kind}_{place}", "chip", visible=False, size="sm", min_width=0)

    def _check_view(self) -> None:
        with gr.Column(elem_id="ri-check-view", min_width=0):
            self._words("check_intro")
            self._keep(
                "situation", gr.Textbox("", label="Plan", lines=4, max_lines=10, max_length=question_limit(), elem_id="ri-situation")
            )
            with gr.Row(elem_classes=["ri-chips"]):
                self._button("check", "main", variant="primary", min_width=0)
                self._button("check_clear", "quiet", visible=False, size="sm", min_width=0)
            self._words("check_problem", visible=False)
            self._words("check_notice")
            with self._keep("situations", gr.Column(elem_id="ri-situations", min_width=0)):
                self._words("situations_head")
                for place in range(ASKS):
                    self._button(f"situation_{place}", "example", min_width=0)
            self._words("check_result", visible=False)

    # --- actions

    def _wire(self) -> None:
        h, p = self.handlers, self.parts
        self.ui.load(self._loaded, [self.state], self._outputs(), show_progress="hidden", api_visibility="private", queue=True)
        for code in NAMES:
            self._on(p[f"language_{code}"].click, h.switch, code)
        self._on([p["question"].submit, p["ask"].click], h.ask, typed=p["question"])
        for kind in KINDS:
            for place in range(ASKS):
                self._on(p[f"example_{kind}_{place}"].click, h.example, kind, place)
        for place in range(NEXT):
            self._on(p[f"next_{place}"].click, h.suggested, place)
        self._on(p["restart"].click, h.restart)
        self._on(p["check"].click, h.check, typed=p["situation"])
        for place in range(ASKS):
            self._on(p[f"situation_{place}"].click, h.situation, place)
        self._on(p["check_clear"].click, h.clear)
        self._on(p["own_add"].upload, h.add, typed=[p["own_add"], p["own_keep"]])
        for place in range(limits().documents):
            self._on(p[f"own_remove_{place}"].click, h.remove, place)
            self._on(p[f"own_forget_{place}"].click, h.forget, place)

    def _on(self, triggers: Any, action: Callable[..., Updates], *known: object, typed: Any = None) -> None:
        """Start an action with what the server knows (``known``) and what was typed."""

        def run(request: gr.Request, state: PageState, *values: object) -> dict[Any, Any]:
            if not state.language:
                state.language = page_language(*_asked_in(request))
            return self._changes(state, action(state, *known, *values))

        given = typed if isinstance(typed, list) else [typed] if typed is not None else []
        gr.on(
            triggers if isinstance(triggers, Sequence) else [triggers],
            run, [self.state, *given], self._outputs(),
            show_progress="hidden", api_visibility="private", concurrency_id=ANSWERS, concurrency_limit=2,
        )  # fmt: skip

    def _loaded(self, state: PageState, request: gr.Request) -> dict[Any, Any]:
        return self._changes(state, self.handlers.load(state, dict(request.query_params), _asked_in(request)[1]))

    def _outputs(self) -> list[Any]:
        return [self.state, *self.parts.values()]

    def _changes(self, state: PageState, updates: Updates) -> dict[Any, Any]:
        return {self.state: state} | {self.parts[name]: gr.update(**properties) for name, properties in updates.items()}


def _asked_in(request: gr.Request) -> tuple[str | None, str | None]:
    """The language that the address names, and those that the browser accepts."""
    return request.query_params.get("lang"), request.headers.get("accept-language")
