"use strict";
{
  const AT_ONCE = 100;
  const PRINTED = 500;
  const root = document.documentElement;
  const get = (id) => document.getElementById(id);
  const { findings, rules, themes, labels, owners, texts, words } = JSON.parse(get("data").textContent);
  const form = get("filter");
  const list = get("list");
  const more = get("more");

  /** A text is a string, or English and Japanese: then both stand in the page, and the style shows one. */
  const say = (element, text) => {
    if (typeof text === "string") {
      element.textContent = text;
      return element;
    }
    element.replaceChildren(
      ...["en", "ja"].map((lang, place) => {
        const span = document.createElement("span");
        span.lang = lang;
        span.textContent = text[place];
        return span;
      }),
    );
    return element;
  };
  const both = (make) => (typeof make(0) === "string" && make(0) === make(1) ? make(0) : [make(0), make(1)]);
  const of = (text, place) => (typeof text === "string" ? text : text[place]);
  const here = (text) => of(text, root.lang === "ja" ? 1 : 0);

  // What can be chosen, each with its number of findings; only what has any.
  const kinds = {
    owner: { of: (finding) => finding.owner, name: (key) => owners[key] },
    theme: { of: (finding) => rules[finding.rule].theme, name: (key) => themes[key] },
    rule: { of: (finding) => finding.rule, name: (key) => both((place) => `${of(rules[key].title, place)} (${rules[key].id})`) },
    label: { of: (finding) => finding.label, name: (key) => labels[key] },
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const counts = new Map();
    for (const finding of findings) counts.set(kind.of(finding), (counts.get(kind.of(finding)) ?? 0) + 1);
    kind.counts = [...counts];
    if (name === "owner") kind.counts.sort((one, other) => other[1] - one[1]);
    if (name === "rule" || name === "label") kind.counts.sort((one, other) => one[0] - other[0]);
  }
  const offer = () => {
    for (const [name, kind] of Object.entries(kinds)) {
      const select = form.elements[name];
      const chosen = select.value;
      const options = kind.counts.map(([key, count]) => new Option(`${here(kind.name(key))} (${count.toLocaleString("en")})`, key));
      select.replaceChildren(new Option(here(words.all), ""), ...options);
      select.value = chosen;
    }
    document.title = here(words.title);
    for (const button of document.querySelectorAll("[data-lang]")) {
      button.setAttribute("aria-pressed", button.dataset.lang === root.lang);
    }
  };

  // What of a finding is searched: all that it says, in both languages.
  const searched = new Map();
  const searchable = (finding) => {
    if (!searched.has(finding)) {
      const rule = rules[finding.rule];
      const values = finding.values.map((value) => texts[value[1]]);
      const said = [finding.message, finding.id, rule.id, rule.title, owners[finding.owner], texts[finding.basis], finding.cells, values];
      searched.set(finding, said.flat(3).join("\n").normalize("NFKC").toLowerCase());
    }
    return searched.get(finding);
  };

  const unfold = (details, finding) => {
    if (details.querySelector(".unfolded")) return;
    const body = get("unfolded").content.firstElementChild.cloneNode(true);
    const part = (name) => body.querySelector(`.${name}`);
    const list = (rows, values) => {
      for (const [heading, value, cells] of values) {
        const row = rows.insertRow();
        const head = document.createElement("th");
        head.scope = "row";
        row.append(say(head, texts[heading]));
        say(row.insertCell(), texts[value]);
        row.insertCell().textContent = cells ?? "";
      }
    };
    list(part("values"), finding.values);
    list(body.querySelector(".calculated tbody"), finding.calculated);
    part("number-of").textContent = finding.calculated.length;
    part("calculated").hidden = !finding.calculated.length;
    for (const cells of finding.cells) part("cells").append(say(document.createElement("div"), cells));
    say(part("basis"), texts[finding.basis]);
    say(part("remedy"), texts[finding.remedy]);
    part("id").textContent = finding.id;
    part("rule").textContent = rules[finding.rule].id;
    if (finding.missing === undefined) body.querySelectorAll(".missing").forEach((element) => element.remove());
    else say(body.querySelector("dd.missing"), texts[finding.missing]);
    const drawn = document.querySelector(`[data-finding="${CSS.escape(finding.id)}"] .wide`);
    if (drawn) body.prepend(drawn.cloneNode(true));
    details.append(body);
  };

  const item = (finding) => {
    const made = get("finding").content.firstElementChild.cloneNode(true);
    const part = (name) => made.querySelector(`.${name}`);
    say(part("label"), labels[finding.label]).dataset.label = finding.label;
    say(part("duty"), rules[finding.rule].title);
    say(part("owner"), owners[finding.owner]);
    say(part("message"), finding.message);
    const details = made.querySelector("details");
    details.addEventListener("toggle", () => details.open && unfold(details, finding));
    return made;
  };

  let matching = findings;
  const count = (number) => number.toLocaleString("en");
  const show = (most) => {
    const next = matching.slice(list.childElementCount, most);
    list.append(...next.map(item));
    const numbers = { shown: list.childElementCount, matching: matching.length, all: findings.length };
    const filled = (text) => text.replace(/\{(\w+)\}/g, (_, name) => count(numbers[name]));
    say(get("shown"), matching.length ? words.shown.map(filled) : words.nothing);
    more.hidden = list.childElementCount === matching.length;
  };
  const filter = () => {
    const wanted = Object.entries(kinds).filter(([name]) => form.elements[name].value !== "");
    const sought = form.elements.text.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    matching = findings.filter(
      (finding) =>
        wanted.every(([name, kind]) => String(kind.of(finding)) === form.elements[name].value) &&
        (!sought.length || sought.every((word) => searchable(finding).includes(word))),
    );
    list.replaceChildren();
    show(AT_ONCE);
  };
  const fold = (open) => {
    for (const details of list.querySelectorAll(":scope > li > details")) details.open = open;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  more.addEventListener("click", () => {
    const first = list.childElementCount;
    show(first + AT_ONCE);
    list.children[first].querySelector("summary").focus();
  });
  get("unfold").addEventListener("click", () => fold(true));
  get("fold").addEventListener("click", () => fold(false));
  get("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => show(Math.max(PRINTED, list.childElementCount)));
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => {
      root.lang = button.dataset.lang;
      offer();
    });
  }
  offer();
  show(AT_ONCE);
  for (const element of document.querySelectorAll(".scripted")) element.hidden = false;
}
