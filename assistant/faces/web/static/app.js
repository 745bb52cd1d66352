// What Gradio cannot do without running strings as code: language and title of the document, leading from a mark to its source,
// copying, names for regions, telling those who listen that an answer is there. It makes no markup of texts and sends nothing anywhere.
"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // The page stays unseen until its language is known, so that nobody sees labels change; three seconds at the most.
  root.classList.add("ri-waiting");
  const show = () => root.classList.remove("ri-waiting");
  setTimeout(show, 3000);

  const say = document.createElement("div");
  say.setAttribute("role", "status");
  say.className = "ri-vh";
  const announce = (text) => {
    say.textContent = "";
    setTimeout(() => { say.textContent = text; }, 60);
  };

  const words = (name) => $(`#ri-spoken .ri-say-${name}`)?.textContent ?? "";

  let switched = 0, known = false;

  // Language, title, address: the server says them in a hidden place.
  function follow_language() {
    const told = $("#ri-spoken .ri-language");
    if (!told) return;
    if (known && root.lang !== told.lang) switched = Date.now();
    known = true;
    if (root.lang !== told.lang || root.classList.contains("ri-waiting")) {
      root.lang = told.lang;
      // A question from a link leaves the address once it is in the box: it need not be sent along with every request.
      history.replaceState(null, "", `${location.pathname}?lang=${told.lang}`);
    }
    if (document.title !== told.title) document.title = told.title;
    for (const [code, name] of [["sv", "sv"], ["fi", "fi"], ["en", "en"]]) {
      const button = $(`#ri-language-${code}`);
      if (!button) continue;
      button.lang = name;
      set(button, "aria-pressed", String(code === told.lang));
    }
    show();
  }

  function set(element, name, value) {
    if (element && value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function name_regions() {
    const regions = [["#ri-languages", "group", "language"], ["#ri-side", "complementary", "sources-region"], ["#ri-talk", "region", "answer-region"]];
    for (const [selector, role, name] of regions) {
      const element = $(selector);
      set(element, "role", role);
      set(element, "aria-label", words(name));
    }
    set($("#ri-views [role=tablist]"), "aria-label", words("views-label"));
    set($("#ri-tabs [role=tablist]"), "aria-label", words("sources-region"));
    const card = $("#ri-card .ri-turn");
    set($("#ri-side"), "lang", card?.lang || root.lang);
    // What can be read is offered first; what is given all the same the server refuses in its own words.
    set($("#ri-own input[type=file]"), "accept", words("kinds"));
  }

  // Where an answer takes more than a moment, say that it is being looked for.
  let slow = 0;
  function begin() {
    clearTimeout(slow);
    slow = setTimeout(() => {
      $("#ri-bar")?.setAttribute("data-working", words("answer-working"));
      root.classList.add("ri-working");
      announce(words("answer-working"));
      slow = setTimeout(end, 180000);
    }, 600);
  }
  function end() {
    clearTimeout(slow);
    root.classList.remove("ri-working");
  }

  // A new answer or checklist: bring its beginning into view, tell those who listen.
  const seen = new Map();
  function follow_results() {
    for (const selector of ["#ri-card", "#ri-check-result"]) {
      const told = $(`${selector} .ri-told`);
      // Its words and its token: unfolding or copying something on it makes it no new one.
      const shown = told?.closest("span.md, .prose");
      const key = told ? `${$(".ri-copy", shown)?.value ?? ""} ${shown?.textContent}` : "";
      if (seen.get(selector) === key) continue;
      const first = !seen.has(selector);
      seen.set(selector, key);
      end();
      if (!told || first && !key) continue;
      announce(told.textContent);
      const start = selector === "#ri-card" ? $("#answer") : $(selector);
      if (!start || Date.now() - switched <= 1500) continue;
      start.scrollIntoView({ block: "start" });
      // The button that was pressed is gone with the examples: whoever uses the keyboard goes on from the answer, not from the top.
      if (document.activeElement === document.body) {
        set(start, "tabindex", "-1");
        start.focus({ preventScroll: true });
      }
    }
    for (const selector of ["#ri-problem", "#ri-check-problem", "#ri-own-problem"]) {
      const box = $(`${selector} p`);
      const text = $$(`${selector} p`).map((line) => line.textContent.trim()).join(" ");
      const key = `${box?.id ?? ""} ${text}`;
      if (seen.get(selector) === key) continue;
      seen.set(selector, key);
      end();
      if (text) announce(text);
    }
  }

  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!say.isConnected) document.body.append(say);
      follow_language();
      name_regions();
      follow_results();
    });
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });

  // From a mark to its source, and from the skip link to the box.
  function lead(event, anchor) {
    const id = anchor.getAttribute("href").slice(1);
    event.preventDefault();
    if (id === "question") {
      const box = $("#question textarea");
      (box?.offsetParent ? box : $("#ri-situation textarea"))?.focus();
      return;
    }
    const tab = id === "ri-checklist" ? "checklist" : "sources";
    $(`#ri-tabs [role=tab][data-tab-id=${tab}]`)?.click();
    requestAnimationFrame(() => setTimeout(() => {
      const target = document.getElementById(id);
      if (!target) return;
      $$(".ri-source.ri-on").forEach((other) => other.classList.remove("ri-on"));
      target.classList.add("ri-on");
      target.scrollIntoView({ block: "nearest" });
      target.focus({ preventScroll: true });
    }, 30));
  }

  async function to_clipboard(text) {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch { /* the older way, below */ }
    }
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "ri-vh";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }

  async function copy(button) {
    let done = false;
    try {
      const whole = button.classList.contains("ri-copy");
      const text = whole ? await (await fetch_own(button.value)).text() : button.value;
      done = await to_clipboard(text);
    } catch { /* said below */ }
    const near = button.parentElement;
    const told = $(done ? ".ri-copied" : ".ri-copy-failed", near);
    if (!told) return;
    $$(".ri-copied, .ri-copy-failed", near).forEach((other) => { other.hidden = other !== told; });
    announce(told.textContent);
    setTimeout(() => { told.hidden = true; }, 6000);
  }

  async function fetch_own(path) {
    if (!/^\/export\/[\w-]+\.txt$/.test(path)) throw new Error("not ours");
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const anchor = target?.closest("a[href^='#']");
    if (anchor) return lead(event, anchor);
    const button = target?.closest(".ri-copy, .ri-copy-words");
    if (button) copy(button);
    if (target?.closest("#ri-ask, #ri-check, .ri-example, #ri-next .ri-chip")) begin();
  }, true);
  document.addEventListener("change", (event) => {
    const input = event.target instanceof Element ? event.target.closest("#ri-own input[type=file]") : null;
    if (!input) return;
    // What is too large is refused here, in the reader's language: the server would cut it off without a word of ours.
    const large = [...input.files].find((file) => file.size > Number(words("largest") || Infinity));
    refuse(large ? words("too-large").replace("{name}", large.name) : "");
    if (!large) return begin();
    event.stopImmediatePropagation();
    input.value = "";
  }, true);

  function refuse(text) {
    const place = $("#ri-own-add")?.parentElement;
    let line = $("#ri-own .ri-refused");
    if (!line && place) {
      line = document.createElement("p");
      line.className = "ri-problem ri-refused";
      place.after(line);
    }
    if (!line) return;
    line.textContent = text;
    line.hidden = !text;
    if (text) announce(text);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target instanceof Element && event.target.closest("#question")) begin();
  }, true);
})();
