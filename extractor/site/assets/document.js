// The panel that tells of the figure that is chosen. The address names it (#obs-ID), so that it can be sent.
"use strict";

(() => {
  const given = site.data.document;
  const panel = document.getElementById("figure");
  const byId = new Map(given.figures.map((figure, number) => [figure.id, number]));
  const STATES = {
    proven: ["✓", "Proven"],
    contradicted: ["✕", "Contradicted"],
    open: ["?", "Open"],
    unchecked: ["–", "Not proven"],
  };
  const el = site.element;

  function markOf(id) {
    return document.getElementById(`obs-${id}`)?.closest(".mark") ?? null;
  }

  function state(name) {
    const [sign, word] = STATES[name];
    return el("span", { class: `state ${name}` }, el("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`);
  }

  function facts(figure) {
    const place = [figure.page && `page ${figure.page}`, figure.table ? `table ${figure.table}` : "in a sentence"];
    const title = [figure.title, figure.section].filter((text, n, all) => text && all.indexOf(text) === n);
    const period = figure.printed && figure.printed !== figure.when ? `${figure.when} (printed: ${figure.printed})` : figure.when;
    const listed = [
      ["Of", figure.subject || "not in the vocabulary"],
      ["Force", figure.force],
      ["Area", figure.area],
      ["Period", period],
      ["Unit", figure.unit],
      [figure.table ? "Row" : "About", [figure.group, figure.row].filter(Boolean).join(" > ")],
      [figure.table ? "Column" : "Words", figure.column],
      [figure.table ? "Table" : "Section", title.join(", ")],
      ["Where", place.filter(Boolean).join(", ")],
      ["Left open", figure.open],
      ["Shown of it", figure.proof],
    ];
    const list = el("dl", { class: "facts" });
    for (const [name, text] of listed) {
      if (text) list.append(el("div", {}, el("dt", {}, name), el("dd", {}, text)));
    }
    return list;
  }

  function checks(figure) {
    const own = (figure.checks ?? []).map((number) => given.checks[number]);
    if (!own.length) return el("p", { class: "empty" }, "No check speaks of this figure.");
    own.sort((a, b) => a.holds - b.holds);
    const list = el("ul", { class: "checks" });
    for (const check of own) {
      const told = check.verdict ? `${check.kind}: ${check.verdict}. ` : `${check.kind}. `;
      const sign = check.holds ? "✓" : "✕";
      list.append(
        el("li", { class: check.holds ? "holds" : "fails" },
          el("span", { class: "sign", "aria-hidden": "true" }, sign),
          el("span", {}, el("b", {}, check.holds ? "Holds: " : "Fails: "), told, check.message)),
      );
    }
    return list;
  }

  function beside(figure, mark) {
    const ids = [mark, ...mark.querySelectorAll("[id]")].map((e) => e.id.slice(4)).filter((id) => id && id !== figure.id);
    if (!ids.length) return "";
    const list = el("p", { class: "beside" }, "In the same sentence: ");
    for (const id of ids) list.append(el("a", { href: `#obs-${id}` }, given.figures[byId.get(id)].text), " ");
    return list;
  }

  function tools(figure, number) {
    const row = el("p", { class: "tools" });
    const address = location.href.split("#")[0] + `#obs-${figure.id}`;
    const copy = el("button", { type: "button" }, "Copy link");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        copy.textContent = "Copied";
      } catch {
        copy.replaceWith(el("input", { readonly: "", value: address, "aria-label": "Link to this figure" }));
      }
    });
    row.append(copy);
    for (const [name, step] of [["Previous", -1], ["Next", 1]]) {
      const other = given.figures[number + step];
      if (other) row.append(el("a", { href: `#obs-${other.id}`, class: "step" }, name));
    }
    if (figure.measure) row.append(el("a", { href: figure.measure }, "All of this measure"));
    return row;
  }

  function show() {
    document.querySelector(".mark.chosen")?.classList.remove("chosen");
    const id = location.hash.startsWith("#obs-") ? location.hash.slice(5) : "";
    const number = byId.get(id);
    document.body.classList.toggle("has-figure", number !== undefined);
    if (number === undefined) {
      if (id) panel.replaceChildren(el("p", { class: "warning" }, `This document has no figure ${id} any longer.`));
      return;
    }
    const figure = given.figures[number];
    const mark = markOf(id);
    const close = el("a", { class: "close", href: "#main", "aria-label": "Close" }, "×");
    const review = figure.review ? el("p", { class: "review" }, el("b", {}, "A reviewer: "), figure.review) : "";
    panel.replaceChildren(
      close,
      el("h2", {}, figure.text),
      el("p", {}, state(figure.state)),
      review,
      facts(figure),
      el("h3", {}, "Checks"),
      checks(figure),
      mark ? beside(figure, mark) : "",
      tools(figure, number),
    );
    panel.scrollTop = 0;
    if (mark) {
      mark.classList.add("chosen");
      bring(mark);
    }
  }

  // Into view above what the panel covers on a small screen, once the pictures before it have their heights.
  function bring(mark) {
    const box = mark.getBoundingClientRect();
    const covered = matchMedia("(min-width: 60rem)").matches ? 0 : panel.offsetHeight;
    const seen = innerHeight - covered;
    if (box.top < 70 || box.bottom > seen - 20 || box.left < 0 || box.right > innerWidth) {
      mark.scrollIntoView({ block: "nearest", inline: "center" });
      scrollBy(0, mark.getBoundingClientRect().top - seen / 2);
    }
  }

  addEventListener("hashchange", show);
  show();
})();
