// What is known of one task, as the panel shows it; and of one stretch, as the tooltip shows it.

/** The panel's content for a task. `go` brings tasks and stretches into sight: {task(index), stretch(task, from, to)}. */
function taskDetails(model, task, go) {
  const { tasks } = model;
  return [
    element("h2", {}, foreignText(tasks.name[task])),
    outcomeLine(tasks, task),
    factsOf(model, task, go),
    waitBars(model, model.waits.byTask[task]),
    stacksOf(model, task, go),
    childrenOf(model, task, go),
  ];
}

function outcomeLine(tasks, task) {
  const outcome = tasks.outcome[task];
  const error = tasks.error[task];
  return element("p", { className: `outcome ${outcome}` }, element("b", {}, outcome), error ? foreignText(` ${error}`) : null);
}

function factsOf(model, task, go) {
  const { tasks, slices, calls } = model;
  const ran = Model.total(slices, slices.byTask[task]);
  const called = Model.total(calls, calls.byTask[task]);
  const creator = tasks.creatorIndex[task];
  const list = element("dl", { className: "facts-list" });
  const add = (term, value) => value !== null && list.append(element("dt", {}, term), element("dd", {}, value));
  add("Loop", foreignText(model.loopById.get(tasks.loop[task]).name));
  add("Creator", creatorOf(tasks, creator, task, go));
  add("Kind", tasks.kind[task]);
  add("Number", String(tasks.id[task]));
  add("Created", formatMoment(tasks.created[task]));
  add("Started", tasks.started[task] === null ? "never" : formatMoment(tasks.started[task]));
  add("Ended", tasks.ended[task] === null ? "not in this recording" : formatMoment(tasks.ended[task]));
  add("Lived", formatDuration(tasks.to[task] - tasks.created[task]));
  add("Ran", `${formatDuration(ran.time)} in ${plural(ran.count, "slice")}`);
  add("Longest slice", ran.longest < 0 ? null : stretchLink(model, slices, ran.longest, go));
  add("On threads", called.count === 0 ? null : `${formatDuration(called.time)} in ${plural(called.count, "call")}`);
  return list;
}

function creatorOf(tasks, creator, task, go) {
  if (creator >= 0) {
    return button(foreignText(tasks.name[creator]), () => go.task(creator), { className: "link" });
  }
  return tasks.creator[task] === 0 ? "not a task" : `task ${tasks.creator[task]}, which is not in this recording`;
}

function stretchLink(model, spans, item, go) {
  const text = `${formatDuration(spans.to[item] - spans.from[item])} at ${formatMoment(spans.from[item])}`;
  return button(text, () => go.stretch(spans.task[item], spans.from[item], spans.to[item]), { className: "link" });
}

/** Waits by reason as bars, the longest first. */
function waitBars(model, waits) {
  const totals = model.waitsByReason(waits);
  if (totals.length === 0) {
    return null;
  }
  const most = totals[0].time;
  const rows = totals.map(({ reason, time, count }) => barRow({
    swatch: reasonSwatch(model, reason),
    label: model.reasons[reason],
    part: time / most,
    value: formatDuration(time),
    note: plural(count, "wait"),
  }));
  return section("Waits by reason", element("div", { className: "bars" }, ...rows));
}

function barRow({ swatch, label, part, value, note }) {
  const fill = element("span", { className: "bar-fill", style: `width:${(100 * part).toFixed(1)}%;${swatch}` });
  return element("div", { className: "bar-row" },
      element("span", { className: "bar-label" }, label),
      element("span", { className: "bar-value", title: note }, value),
      element("span", { className: "bar-track" }, fill));
}

/** CSS that shows a reason as the lanes do. */
function reasonSwatch(model, reason) {
  const { hue, striped } = reasonStyle(model.reasons[reason]);
  return striped ? stripedBackground(`--wait-${hue}`) : `background:var(--wait-${hue})`;
}

function stripedBackground(name) {
  return `background:repeating-linear-gradient(135deg,var(${name}) 0 4px,var(${name}-alt) 4px 6px)`;
}

/** Where the task waited: each stack once, with how often and how long. */
function stacksOf(model, task, go) {
  const { waits } = model;
  const byStack = new Map();
  for (const wait of waits.byTask[task].filter((item) => waits.stack[item] >= 0)) {
    const items = byStack.get(waits.stack[wait]);
    if (items) {
      items.push(wait);
    } else {
      byStack.set(waits.stack[wait], [wait]);
    }
  }
  if (byStack.size === 0) {
    return null;
  }
  const stacks = [...byStack].map(([stack, items]) => ({ text: model.texts[stack], items, ...Model.total(waits, items) }));
  stacks.sort((a, b) => b.time - a.time);
  return section("Where it waited", ...stacks.slice(0, 20).map((stack, index) => stackOf(model, stack, index === 0, go)));
}

function stackOf(model, stack, open, go) {
  const what = model.texts[model.waits.what[stack.longest]];
  return element("details", { open },
      element("summary", {}, `${formatDuration(stack.time)} · ${plural(stack.count, "wait")} · `, foreignText(what)),
      element("pre", { tabIndex: 0 }, stack.text),
      element("p", {}, "Longest: ", stretchLink(model, model.waits, stack.longest, go)));
}

function childrenOf(model, task, go) {
  const children = model.tasks.children[task];
  if (children.length === 0) {
    return null;
  }
  const shown = children.slice(0, 50).map((child) =>
    element("li", {}, button(foreignText(model.tasks.name[child]), () => go.task(child), { className: "link" })));
  const more = children.length > shown.length ? element("li", {}, `and ${children.length - shown.length} more`) : null;
  const title = children.length === 1 ? "1 child" : `${children.length.toLocaleString("en")} children`;
  return section(title, element("ul", { className: "plain" }, ...shown, more));
}

function section(title, ...content) {
  return element("section", {}, element("h3", {}, title), ...content);
}

/** Lines that tell of what is under the pointer: {title, lines}. */
function stretchLines(model, hit) {
  const { kind, item } = hit;
  if (kind === "slice") {
    return spanLines(model.slices, item, model.nameOf(model.slices.task[item]), "has the turn");
  }
  if (kind === "wait") {
    return waitLines(model, item);
  }
  if (kind === "call") {
    const { calls } = model;
    return spanLines(calls, item, model.nameOf(calls.task[item]), `runs a call on thread ${calls.thread[item]}`);
  }
  if (kind === "blocked") {
    return blockedLines(model, item);
  }
  return lifeLines(model, item, hit.time);
}

function spanLines(spans, item, title, doing, more = []) {
  const duration = formatDuration(spans.to[item] - spans.from[item]);
  return { title, lines: [`${doing} for ${duration}`, ...more, `from ${formatMoment(spans.from[item])}`] };
}

function waitLines(model, item) {
  const { waits, texts } = model;
  const doing = `waits (${model.reasons[waits.why[item]]})`;
  return spanLines(waits, item, model.nameOf(waits.task[item]), doing, [texts[waits.what[item]], wakerOf(model, item)]);
}

function wakerOf(model, wait) {
  const { waits, texts } = model;
  const by = model.taskIndex(waits.wokenBy[wait]);
  const waker = waits.waker[wait] >= 0 ? texts[waits.waker[wait]] : null;
  if (by < 0 && waker === null) {
    return "not woken in this recording";
  }
  return `woken by ${by >= 0 ? model.nameOf(by) : waker === "timer" ? "a timer" : waker}`;
}

function blockedLines(model, item) {
  const stretch = model.blocked[item];
  const frames = stretch.stack.split("\n").filter((frame) => frame !== "");
  const duration = formatDuration(stretch.to - stretch.from);
  return {
    title: `${model.nameOf(model.taskIndex(stretch.task))} blocks the loop`,
    lines: [`for ${duration} on thread ${stretch.thread}`, ...frames.slice(0, 4), ...(frames.length > 4 ? ["…"] : [])],
  };
}

function lifeLines(model, task, time) {
  const { tasks } = model;
  const notYet = tasks.started[task] !== null && time < tasks.started[task];
  return {
    title: model.nameOf(task),
    lines: [
      notYet ? "is ready, and was not entered yet" : "is ready, and waits for its turn",
      `lives ${formatDuration(tasks.to[task] - tasks.created[task])}, ${tasks.outcome[task]}`,
    ],
  };
}
