// The search over all figures. They come in shards, one a document; what is there is shown while the rest comes.
"use strict";

(() => {
  const index = site.data.index;
  const vocabulary = new finding.Words(index);
  const form = document.getElementById("filters");
  const said = document.getElementById("said");
  const download = document.getElementById("download");
  const total = index.documents.reduce((sum, d) => sum + d.figures, 0);
  const figures = [];
  let shown = [];
  let loaded = 0;

  const FIELDS = [
    ["text", "Figure"], ["what", "Measure"], ["row", "Row"], ["column", "Column"], ["force", "Force"], ["area", "Area"],
    ["when", "Period"], ["unit", "Unit"], ["title", "Table"], ["stateName", "Check"], ["review", "Review"],
    ["file", "File"], ["page", "Page"], ["value", "Value"], ["link", "Link"], ["id", "Id"],
  ];

  function unpack({ document: number, texts, rows }) {
    const source = index.documents[number];
    const searched = texts.map(finding.searchable);
    const about = finding.searchable(`${source.forceName} ${source.title} ${source.file}`);
    const at = Object.fromEntries(index.columns.map((name, n) => [name, n]));
    for (const row of rows) {
      const pair = index.pairs[row[at.pair]];
      const figure = { pair: row[at.pair], page: row[at.page] || "", end: row[at.end], value: row[at.value], id: row[at.id], text: row[at.text] };
      for (const name of index.texts) figure[name] = texts[row[at[name]]];
      figure.state = index.states[row[at.state]];
      figure.stateName = index.stateNames[figure.state];
      figure.measure = pair.measure;
      figure.what = [pair.measureName, pair.categoryName].filter(Boolean).join(" · ");
      figure.shown = figure.what || figure.row;
      figure.force = source.forceName;
      figure.forceId = source.force;
      figure.file = source.file;
      figure.link = `documents/${source.name}.html#obs-${figure.id}`;
      figure.searched = [about, ...["row", "column", "title", "area", "when"].map((name) => searched[row[at[name]]])];
      figures.push(figure);
    }
  }

  function options() {
    const add = (list, value, text) => list.append(site.element("option", { value }, text));
    const forces = new Map(index.documents.filter((d) => d.force).map((d) => [d.force, d.forceName]));
    for (const [id, name] of [...forces].sort((a, b) => a[1].localeCompare(b[1]))) add(form.elements.force, id, name);
    const measures = new Map(index.pairs.filter((p) => p.measure).map((p) => [p.measure, p.measureName]));
    for (const [id, name] of [...measures].sort((a, b) => a[1].localeCompare(b[1]))) add(form.elements.measure, id, name);
  }

  function wanted() {
    const asked = Object.fromEntries(new FormData(form));
    const units = vocabulary.units(asked.q);
    return (figure) =>
      (!asked.force || figure.forceId === asked.force) &&
      (!asked.measure || figure.measure === asked.measure) &&
      (!asked.state || figure.state === asked.state) &&
      (!asked.from || figure.end.slice(0, asked.from.length) >= asked.from) &&
      (!asked.to || (figure.end && figure.end.slice(0, asked.to.length) <= asked.to)) &&
      units.every(({ words, meant }) => meant.has(figure.pair) || words.every((word) => figure.searched.some((text) => finding.holds(text, word))));
  }

  const plain = (c) => site.element("span", {}, c.getValue() ?? "");
  function linked(c) {
    const figure = c.getRow().getData();
    return site.element("a", { href: figure.link }, figure.text);
  }
  // On a narrow screen the columns that have no room stand beneath.
  function what(c) {
    const { shown, force, when } = c.getRow().getData();
    return site.element("span", {}, shown, site.element("span", { class: "narrow" }, [force, when].filter(Boolean).join(" · ")));
  }
  function checked(c) {
    const signs = { proven: "✓", contradicted: "✕", open: "?", unchecked: "–" };
    const { state, stateName, review } = c.getRow().getData();
    const made = site.element("span", { class: `state ${state}` }, site.element("span", { class: "sign", "aria-hidden": "true" }, signs[state]), ` ${stateName}`);
    if (review) made.append(` · ${review.split(" ")[0]}`);
    return made;
  }
  const byValue = (a, b, rowA, rowB) => (rowA.getData().value ?? -Infinity) - (rowB.getData().value ?? -Infinity);
  const byEnd = (a, b, rowA, rowB) => rowA.getData().end.localeCompare(rowB.getData().end);

  const table = new Tabulator("#table", {
    data: [],
    layout: "fitColumns",
    responsiveLayout: "hide",
    height: "70vh",
    rowHeight: matchMedia("(max-width: 42rem)").matches ? 84 : 44,
    placeholder: () => site.element("p", { class: "empty" }, loaded < index.documents.length ? "Loading…" : total ? "No figure answers to this. Try fewer or other words, or clear a filter." : "The dataset holds no figures."),
    columnDefaults: { headerSortTristate: true, tooltip: (event, c) => document.createTextNode(c.getValue() ?? "") },
    columns: [
      { title: "Figure", field: "text", formatter: linked, sorter: byValue, hozAlign: "right", headerHozAlign: "right", width: 110, minWidth: 84, responsive: 0 },
      { title: "What", field: "shown", formatter: what, widthGrow: 3, minWidth: 160, responsive: 0 },
      { title: "Row | column", field: "row", formatter: (c) => { const f = c.getRow().getData(); return site.element("span", {}, [f.row, f.column].filter(Boolean).join(" | ")); }, widthGrow: 3, minWidth: 170, responsive: 3 },
      { title: "Force", field: "force", formatter: plain, widthGrow: 1, minWidth: 128, responsive: 1 },
      { title: "Area", field: "area", formatter: plain, widthGrow: 1, minWidth: 128, responsive: 5 },
      { title: "Period", field: "when", formatter: plain, sorter: byEnd, widthGrow: 2, minWidth: 130, responsive: 2 },
      { title: "Unit", field: "unit", formatter: plain, widthGrow: 1, minWidth: 90, responsive: 4 },
      { title: "Check", field: "stateName", formatter: checked, width: 135, responsive: 2 },
    ],
  });
  const ready = new Promise((resolve) => table.on("tableBuilt", resolve));
  // A grid has rows alone; the keyboard comes to them by their links.
  ready.then(() => document.querySelector(".tabulator-tableholder").removeAttribute("tabindex"));

  async function show() {
    await ready;
    shown = figures.filter(wanted());
    await table.setData(shown);
    const counted = shown.length.toLocaleString("en-GB");
    const all = total.toLocaleString("en-GB");
    const left = loaded < index.documents.length ? `; ${loaded} of ${index.documents.length} documents loaded` : "";
    said.textContent = shown.length === total ? `All ${all} figures${left}` : `${counted} of ${all} figures${left}`;
    download.disabled = !shown.length;
  }

  // The search is in the address, so that it can be sent.
  function remember() {
    const asked = [...new FormData(form)].filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(asked)}`);
  }
  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) field.value = asked.get(field.name) ?? "";
  }

  // A spreadsheet would run what begins like a formula: such a text gets an apostrophe in front.
  function quoted(value) {
    let text = String(value ?? "");
    if (/^\s*[=+\-@＝＋－＠\t\r]/.test(text) && !/^[+\-−]\s?[£$€]?\s?\d[\d,. ]*\s?(%|pts?|ppts?|pp)?$/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  download.addEventListener("click", () => {
    const rows = table.getData("active").map((figure) => FIELDS.map(([name]) => quoted(figure[name])).join(","));
    const text = `${[FIELDS.map(([, head]) => head).join(","), ...rows].join("\r\n")}\r\n`;
    const link = site.element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: "figures.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  });

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => { remember(); show(); }, 150);
  }
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => { event.preventDefault(); soon(); });
  addEventListener("hashchange", () => { recall(); show(); });

  // Shards one after another in small groups, with a look at the table now and then.
  document.addEventListener("given:shard", (event) => unpack(event.detail));
  function load(number) {
    return new Promise((resolve) => {
      const script = site.element("script", { src: `data/search/${number}.js` });
      script.onload = script.onerror = () => { loaded += 1; script.remove(); resolve(); };
      document.head.append(script);
    });
  }
  async function loadAll() {
    for (let first = 0; first < index.documents.length; ) {
      const many = first ? 25 : 5;
      await Promise.all(index.documents.slice(first, first + many).map((_, n) => load(first + n)));
      first += many;
      await show();
    }
    await show();
    document.body.dataset.loaded = "";
  }

  options();
  recall();
  loadAll();
})();
