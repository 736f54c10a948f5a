// What is at a place, and what comes next in a lane.

/** The topmost of what a row draws at a time, or {kind: "row"}. */
function hitInRow(row, time, distance) {
  for (const { kind, track } of tracksOf(row)) {
    const index = track.at(time, distance);
    if (index >= 0) {
      return { kind, item: track.items[index], row, time };
    }
  }
  return { kind: "row", item: -1, row, time };
}

/** The tracks of a row, what is drawn on top first. */
function tracksOf(row) {
  const tracks = [];
  const add = (kind, track) => track && tracks.push({ kind, track });
  if (row.kind === "lane") {
    add("blocked", row.lane.blocked);
    add("slice", row.lane.slices);
    add("wait", row.lane.waits);
    add("call", row.lane.calls);
    add("life", row.lane.lives);
  } else if (row.kind !== "lag") {
    add("blocked", row.blocked);
    add("slice", row.slices);
  }
  return tracks;
}

/** Slices, waits and blocked stretches of a row by time; made when first asked for. */
function eventsOf(row) {
  row.events ??= tracksOf(row)
      .filter(({ kind }) => kind !== "life" && kind !== "call")
      .flatMap(({ kind, track: { items, from, to } }) =>
        Array.from(items, (item, index) => ({ kind, item, from: from[index], to: to[index] })))
      .sort((a, b) => a.from - b.from);
  return row.events;
}

function taskOfHit(model, { kind, item, row }) {
  switch (kind) {
    case "slice":
      return model.slices.task[item];
    case "wait":
      return model.waits.task[item];
    case "call":
      return model.calls.task[item];
    case "blocked":
      return model.taskIndex(model.blocked[item].task);
    case "life":
      return item;
    default:
      return row.lane && !row.lane.shared ? row.lane.tasks[0] : -1;
  }
}

/** From when to when something lasts, or null for an empty place. */
function stretchOfHit(model, { kind, item }) {
  const spans = { slice: model.slices, wait: model.waits, call: model.calls }[kind];
  if (spans) {
    return { from: spans.from[item], to: spans.to[item] };
  }
  if (kind === "life") {
    return { from: Math.max(0, model.tasks.created[item]), to: model.tasks.to[item] };
  }
  return kind === "blocked" ? model.blocked[item] : null;
}
