"""What happens when a person does something: validate, ask the assistant, say what the page now shows.

A handler gets the state that the server keeps and what was typed, nothing else. Examples and suggested questions come as their place
and are looked up here, so no button can be made to say something else. Whatever fails is said on the page in its language, and what was
typed stays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.changes import since_previous
from assistant.context import Conversation, Session
from assistant.faces.web import faults, views
from assistant.faces.web.relanguage import again
from assistant.faces.web.render_changes import changes_panel
from assistant.faces.web.state import Exports, PageState, Shown
from assistant.faces.web.uploads import read_upload
from assistant.faces.web.views import Updates
from assistant.faces.web.words import listing, page_language, word
from assistant.guidelines.ingest import remarks
from assistant.personal import kept, noticed_in
from assistant.policy import say, section
from assistant.profile import Profile
from assistant.record import Checklist
from assistant.service import Assistant
from assistant.steps.courtesy import spoken_courtesy
from corpus.base.errors import AssistantError, BadInput
from corpus.base.settings import LANGUAGES
from corpus.own import OwnDocument
from corpus.parse.limits import limits
from corpus.text.normal import clean


def question_limit() -> int:
    """Characters that a question may have."""
    return int(section("language")["limits"]["characters"])


class Handlers:
    """The page's actions. ``get`` gives the assistant, which may still be loading when the page is laid out. ``may_keep``: the page is
    served to this machine alone, so whoever uses it may keep documents on it.
    """

    def __init__(self, get: Callable[[], Assistant], profile: Profile, exports: Exports, may_keep: bool = False) -> None:
        self._get, self.profile, self.exports, self.may_keep = get, profile, exports, may_keep

    # --- the page as a whole

    def load(self, state: PageState, query: Mapping[str, str], accepted: str | None) -> Updates:
        """A page is opened: its language, and the question of a link, filled in and not sent."""
        state.language = page_language(query.get("lang"), accepted)
        asked = clean(query.get("q", "")[: 20 * question_limit()])
        updates = self.everything(state)
        if len(asked) > question_limit():
            return updates | views.problem("problem", word("error.link", state.language, limit=question_limit()))
        return updates | ({"question": updates["question"] | {"value": asked}} if asked else {})

    def switch(self, state: PageState, language: str) -> Updates:
        """The whole page in another language; what is shown last is given again in it."""
        if language not in LANGUAGES:
            return {}
        state.language = language
        updates: Updates = views.problem("problem") | views.problem("check_problem") | views.problem("own_problem")
        updates |= self._guarded(state, "problem", lambda: self._again(state))
        return updates | self.everything(state)

    def everything(self, state: PageState) -> Updates:
        """Every part of the page for a state."""
        assistant, language = self._get(), state.language
        versions = (assistant.corpus.version, assistant.index.manifest.version)
        return (
            views.frame(language, self.profile, versions) | views.ask_labels(language) | views.check_labels(language)
            | views.conversation(state, self.name) | views.checked(state) | self._documents(state)
            | {"changes": {"value": changes_panel(since_previous(assistant.folder), language)}}
        )  # fmt: skip

    def closed(self, state: PageState) -> None:
        """A page is gone: so is what could be downloaded from it."""
        self.exports.drop(state.tokens())

    # --- the conversation

    def ask(self, state: PageState, question: Any) -> Updates:
        """A question is sent."""
        return self._guarded(state, "problem", lambda: self._ask(state, str(question or "")))

    def example(self, state: PageState, kind: str, place: int) -> Updates:
        """An example is taken."""
        return self.ask(state, listing(f"examples.{kind}_asks", state.language)[place])

    def suggested(self, state: PageState, place: int) -> Updates:
        """One of the suggested next questions is taken."""
        offered = state.turns[-1].answer.ask_next if state.turns else []
        return self.ask(state, offered[place]) if place < len(offered) else {}

    def restart(self, state: PageState) -> Updates:
        """Forget the conversation; own texts stay until they are removed."""
        self.exports.drop([shown.token for shown in state.turns])
        state.turns, state.conversation = [], Conversation()
        return views.conversation(state, self.name) | views.problem("problem") | {"question": {"value": ""}}

    def _ask(self, state: PageState, question: str) -> Updates:
        answer = self._get().ask(question, conversation=state.conversation, session=state.session, default_language=state.language)
        if answer.status == "invalid":
            return views.problem("problem", " ".join(s.text for s in answer.statements))
        if spoken_courtesy(answer.question, answer.language):
            # Thanks leave the answer and its sources where they are.
            return views.told("problem", answer.statements[0].text) | {"question": {"value": ""}}
        # The page keeps and shows what was asked without what does not belong in it: links and downloads come from here.
        answer = kept(answer)
        self.exports.drop(state.show(Shown(answer, self.exports.put(answer))))
        return views.conversation(state, self.name) | views.problem("problem") | {"question": {"value": ""}}

    def _again(self, state: PageState) -> Updates:
        """The last answer and the checklist anew in the page's language."""
        if state.turns and state.conversation.turns and state.turns[-1].answer.language != state.language:
            last = state.turns[-1]
            answer, state.conversation = again(self._get(), last.answer, state.conversation, state.session, state.language)
            self.exports.drop([last.token])
            state.turns[-1] = Shown(answer, self.exports.put(answer))
        if state.checked and state.checked[0].language != state.language:
            self._suggest(state, state.checked[0].situation, state.language)
        return {}

    # --- the checklist of a plan

    def check(self, state: PageState, situation: Any) -> Updates:
        """A plan is described."""
        return self._guarded(state, "check_problem", lambda: self._check(state, str(situation or "")))

    def situation(self, state: PageState, place: int) -> Updates:
        """An example plan is taken; it stands in the box, to be changed."""
        told = listing("check.situations", state.language)[place]
        return self.check(state, told) | {"situation": {"value": told}}

    def clear(self, state: PageState) -> Updates:
        """Forget the plan."""
        if state.checked:
            self.exports.drop([state.checked[1]])
        state.checked, state.noticed = None, []
        return views.checked(state) | views.problem("check_problem") | {"situation": {"value": ""}}

    def _check(self, state: PageState, situation: str) -> Updates:
        made, state.noticed = self._suggest(state, situation), noticed_in(situation)
        # What does not belong in the plan goes out of its box too.
        box = {"situation": {"value": made.situation}} if state.noticed else {}
        return views.checked(state) | views.problem("check_problem") | box

    def _suggest(self, state: PageState, situation: str, language: str | None = None) -> Checklist:
        """The checklist of a plan, put on the page in the place of the one before."""
        made = self._get().checklist(situation, language=language, default_language=state.language)
        if state.checked:
            self.exports.drop([state.checked[1]])
        state.checked = (made, self.exports.put(made))
        return made

    # --- own texts

    def add(self, state: PageState, paths: Any, keep: Any = False) -> Updates:
        """Own documents are given, to be kept on this machine where that is offered and chosen. The files that Gradio made of them are
        deleted at once; what was left out of each, and what cannot be used, is said.
        """
        given = [Path(str(path)) for path in (paths if isinstance(paths, list) else [paths]) if path]
        kept = self.may_keep and keep is True
        return self._guarded(state, "own_problem", lambda: self._add(state, given, kept), after=lambda: _delete(given))

    def remove(self, state: PageState, place: int) -> Updates:
        """An own document of this conversation is taken away."""
        return self._guarded(state, "own_problem", lambda: self._remove(state, place))

    def forget(self, state: PageState, place: int) -> Updates:
        """A kept document is removed from this machine."""
        return self._guarded(state, "own_problem", lambda: self._forget(state, place))

    def _add(self, state: PageState, given: list[Path], keep: bool) -> Updates:
        most = limits().documents
        if not given or len(given) + (0 if keep else len(state.documents)) > most:
            raise BadInput(say("upload.too_many", state.language, limit=most))
        refused, said = [], []
        for path in given:
            try:
                said += self._take(state, path, keep)
            except BadInput as error:
                refused.append(error.message)
        return self._documents(state) | views.outcomes("own_problem", refused, said)

    def _take(self, state: PageState, path: Path, keep: bool) -> list[str]:
        """Read one file and put it where it was asked to be; what to say of it."""
        assistant, language = self._get(), state.language
        own = assistant.read(*read_upload(path, language), language)
        known = [*state.documents, *self._kept()]
        if any(own.sha256 == other.sha256 or own.text_sha256 == other.text_sha256 for other in known):
            return [word("own.already", language, name=own.title)]
        if keep:
            own = assistant.keep(own)
        else:
            wanted = [*state.documents, own]
            state.session = assistant.session(wanted, language, before=state.session)
            state.documents = wanted
        return [word("own.kept" if keep else "own.added", language, name=own.title), *remarks(own, language)]

    def _remove(self, state: PageState, place: int) -> Updates:
        if place >= len(state.documents):
            return {}
        name = state.documents[place].title
        wanted = [entry for at, entry in enumerate(state.documents) if at != place]
        state.session = self._get().session(wanted, state.language, before=state.session) if wanted else Session()
        state.documents = wanted
        return self._documents(state) | views.told("own_problem", word("own.removed", state.language, name=name))

    def _forget(self, state: PageState, place: int) -> Updates:
        kept = self._kept()
        if not self.may_keep or place >= len(kept):
            return {}
        self._get().forget(kept[place].id)
        return self._documents(state) | views.told("own_problem", word("own.removed", state.language, name=kept[place].title))

    def _kept(self) -> list[OwnDocument]:
        return self._get().kept_documents()

    def _documents(self, state: PageState) -> Updates:
        return views.documents(state, [own.title for own in self._kept()], self.may_keep)

    # --- what all of them share

    def name(self, role: str, language: str) -> str:
        """A role with the person who holds it here, where the organisation profile names one."""
        for known in self._get().corpus.knowledge.roles:
            if known.name[language] == role:
                return self.profile.role(known.id, role, language)
        return role

    def _guarded(self, state: PageState, where: str, action: Callable[[], Updates], after: Callable[[], None] = lambda: None) -> Updates:
        """The action's result; where it fails, what to tell the person. What was typed is in no log and no message of ours."""
        try:
            return action()
        except BadInput as error:
            return views.problem(where, error.message)
        except AssistantError as error:
            sys.stderr.write(f"{error}\n")
            return views.problem(where, word("error.setup", state.language))
        except Exception as error:
            sys.stderr.write(f"{faults.told(error)}\n")
            return views.problem(where, word("error.general", state.language))
        finally:
            after()


def _delete(paths: list[Path]) -> None:
    """Remove uploaded files and the folders that Gradio made for them."""
    for path in paths:
        path.unlink(missing_ok=True)
        try:
            path.parent.rmdir()
        except OSError:
            continue
