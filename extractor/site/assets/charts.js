// Charts of a measure, drawn by Vega-Lite from the page's data when they come into view. Expressions are interpreted,
// so that the page's policy can forbid scripts made from text.
"use strict";

(() => {
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  // Told apart by colour and by shape.
  const LINES = ["line-1", "line-2", "line-3", "line-4", "line-5", "line-6"];
  const SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

  function config() {
    const [ink, soft, rule] = [colour("ink"), colour("soft"), colour("rule")];
    return {
      background: null,
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: { labelColor: soft, titleColor: soft, gridColor: rule, domainColor: rule, tickColor: rule, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
      legend: { labelColor: ink, labelFontSize: 13, titleColor: soft, orient: "top", title: null, columns: innerWidth < 600 ? 1 : 3, labelLimit: 300 },
    };
  }

  function lines(chart) {
    const names = chart.names;
    const scale = { domain: names, range: names.map((_, n) => colour(LINES[n % LINES.length])) };
    const shape = { domain: names, range: names.map((_, n) => SHAPES[n % SHAPES.length]) };
    const x = { field: "day", type: "temporal", title: null, axis: { grid: false, labelOverlap: true } };
    const y = { field: "value", type: "quantitative", title: null, axis: { tickCount: 5 }, scale: { domain: chart.domain, nice: true, zero: false } };
    const tooltip = [{ field: "name", title: "Force" }, { field: "label", title: "Figure" }, { field: "day", type: "temporal", title: "About" }];
    const color = { field: "name", scale, title: null };
    const points = (kinds, filled) => ({
      transform: [{ filter: { field: "kind", oneOf: kinds } }],
      mark: { type: "point", size: 70, strokeWidth: 2, filled, opacity: 1 },
      encoding: { x, y, tooltip, color, shape: { field: "name", scale: shape, title: null } },
    });
    return {
      data: { values: chart.dots },
      layer: [
        { transform: [{ filter: "datum.kind !== 'earlier'" }], mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, detail: { field: "run" }, color } },
        points(["published"], true),
        points(["derived", "disputed", "earlier"], false),
        ...chart.rules.map((rule) => ({ data: { values: [rule] }, mark: { type: "rule", strokeDash: [4, 3], color: colour("soft") }, encoding: { x: { field: "day", type: "temporal" } } })),
      ],
      width: "container",
      height: 260,
    };
  }

  // Room for the figure beside the longest bar.
  const roomy = ([low, high]) => (innerWidth < 600 ? [low, high + 0.2 * (high - low)] : [low, high]);

  function bars(chart) {
    const values = chart.bars.map((bar, order) => ({ ...bar, order, name: `${bar.force}\n${bar.when}`, kind: bar.fair ? "may be compared" : "stands for itself" }));
    const y = { field: "name", type: "nominal", sort: values.map((v) => v.name), title: null, axis: { labelExpr: "split(datum.label, '\\n')", labelLimit: 200, labelPadding: 8, domain: false, ticks: false, grid: false } };
    const x = { field: "value", type: "quantitative", title: null, axis: { tickCount: innerWidth < 600 ? 3 : 6 }, scale: { domain: roomy(chart.domain), nice: false } };
    return {
      data: { values },
      layer: [
        { mark: { type: "bar", height: 18 }, encoding: { x, y, fill: { field: "kind", title: null, scale: { domain: ["may be compared", "stands for itself"], range: [colour("line-1"), colour("pale")] } }, tooltip: [{ field: "force", title: "Force" }, { field: "when", title: "Period" }, { field: "label", title: "Figure" }, { field: "why", title: "Mind" }] } },
        { mark: { type: "text", align: "left", dx: 6, color: colour("ink"), fontSize: 12 }, encoding: { x, y, text: { field: "label" } } },
      ],
      width: "container",
      height: 40 * values.length,
    };
  }

  function draw(holder) {
    const chart = site.data.charts[Number(holder.dataset.chart)];
    const specification = { ...(chart.kind === "bars" ? bars(chart) : lines(chart)), config: config() };
    const compiled = vegaParts.compile({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", ...specification }).spec;
    const runtime = vegaParts.parse(compiled, null, { ast: true });
    holder.replaceChildren();
    const view = new vegaParts.View(runtime, { renderer: "svg", container: holder, hover: true, expr: vegaParts.expressionInterpreter });
    view.description(chart.described);
    return view.runAsync();
  }

  const holders = [...document.querySelectorAll("[data-chart]")];
  const drawn = new Set();
  function once(holder) {
    if (drawn.has(holder)) return;
    drawn.add(holder);
    draw(holder);
  }
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) once(entry.target);
  }, { rootMargin: "400px" });
  for (const holder of holders) watch.observe(holder);
  addEventListener("beforeprint", () => holders.forEach(once));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach(draw));
})();
