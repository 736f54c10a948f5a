// The recording as a whole, as the panel shows it.

function recordingSummary(model, go) {
  return [
    element("h2", {}, "Summary"),
    blockedTable(model, go),
    outcomeButtons(model, go),
    loopTable(model),
    longestSlices(model, go),
    waitBars(model, allIndexes(model.waits.count)),
  ];
}

function allIndexes(count) {
  return Array.from({ length: count }, (_, index) => index);
}

function blockedTable(model, go) {
  if (model.blocked.length === 0) {
    return section("Blocked loops", element("p", { className: "quiet" }, "No loop was seen blocked."));
  }
  const longest = model.blocked.slice().sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, 10);
  return section("Blocked loops", ...longest.map((stretch, index) => blockedEntry(model, stretch, index === 0, go)));
}

function blockedEntry(model, stretch, open, go) {
  const task = model.taskIndex(stretch.task);
  const text = `${formatDuration(stretch.to - stretch.from)} at ${formatMoment(stretch.from)}`;
  const place = button(text, () => go.stretch(task, stretch.from, stretch.to, stretch.loop), { className: "link" });
  return element("details", { open, className: "blocked-entry" },
      element("summary", {}, foreignText(model.nameOf(task)), ` · ${formatDuration(stretch.to - stretch.from)}`),
      element("p", {}, place, " on ", foreignText(stretch.thread)),
      element("pre", { tabIndex: 0 }, stretch.stack));
}

const OUTCOMES = ["returned", "failed", "cancelled", "pending"];

/** Tasks by outcome; a click goes from one to the next. */
function outcomeButtons(model, go) {
  const shown = OUTCOMES.map((outcome) => {
    const tasks = allIndexes(model.tasks.count).filter((task) => model.tasks.outcome[task] === outcome);
    let next = 0;
    const choose = () => go.task(tasks[next++ % tasks.length], true);
    return button("", choose, { className: `tile ${outcome}`, disabled: tasks.length === 0, title: `Next ${outcome} task` });
  });
  shown.forEach((tile, index) => {
    const count = model.tasks.outcome.filter((outcome) => outcome === OUTCOMES[index]).length;
    tile.append(element("b", {}, count.toLocaleString("en")), element("span", {}, OUTCOMES[index]));
  });
  return section("Tasks by outcome", element("div", { className: "tiles" }, ...shown));
}

function loopTable(model) {
  const rows = model.loops.map((loop) => {
    const ran = Model.total(model.slices, loop.slices);
    return element("tr", {},
        element("th", { scope: "row" }, foreignText(loop.name)),
        element("td", {}, `${((100 * ran.time) / model.duration).toFixed(ran.time > 0.1 * model.duration ? 0 : 1)} %`),
        element("td", {}, mostLag(loop, "queue")),
        element("td", {}, mostLag(loop, "timer")));
  });
  const head = element("tr", {}, ...LOOP_HEADS.map(([text, title]) => element("th", { scope: "col", title }, text)));
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  return section("Loops and their lag", element("div", { className: "scrolling" }, table));
}

const LOOP_HEADS = [
  ["Loop", ""],
  ["Busy", "Part of the recording in which it ran something"],
  ["Queue lag", "The longest that something ready waited"],
  ["Timer lag", "The latest that a timer was"],
];

function mostLag(loop, field) {
  return loop.lags.length === 0 ? "–" : formatDuration(loop.lags.reduce((most, lag) => Math.max(most, lag[field]), 0));
}

function longestSlices(model, go) {
  const { slices } = model;
  const longest = topOf(slices.count, 10, (item) => slices.to[item] - slices.from[item]);
  if (longest.length === 0) {
    return null;
  }
  const most = slices.to[longest[0]] - slices.from[longest[0]];
  const rows = longest.map((item) => {
    const duration = slices.to[item] - slices.from[item];
    const row = barRow({
      swatch: "background:var(--slice)",
      label: foreignText(model.nameOf(slices.task[item])),
      part: duration / most,
      value: formatDuration(duration),
      note: formatMoment(slices.from[item]),
    });
    const show = () => go.stretch(slices.task[item], slices.from[item], slices.to[item], slices.loop[item]);
    return button(row, show, { className: "row-button", title: `Go to ${formatMoment(slices.from[item])}` });
  });
  return section("Longest slices", element("div", { className: "bars" }, ...rows));
}

/** The indexes of the greatest values, the greatest first. */
function topOf(count, most, valueOf) {
  const top = [];
  for (let i = 0; i < count; i++) {
    if (top.length < most || valueOf(i) > valueOf(top[top.length - 1])) {
      let place = top.findIndex((other) => valueOf(i) > valueOf(other));
      place = place < 0 ? top.length : place;
      top.splice(place, 0, i);
      top.length = Math.min(top.length, most);
    }
  }
  return top;
}
