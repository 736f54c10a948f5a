// Which lane is where. A loop's lanes are made once; rows are made anew when something is folded.

const ROW_HEIGHT = { group: 30, loop: 34, lag: 22, lane: 24 };
/**
 * So many siblings of like names, without children of their own, share lanes: those that are over make room for the
 * next. Of siblings of any names it takes more.
 */
const SHARED_FROM = 9;
const SHARED_UNLIKE_FROM = 40;
/** In a shared lane, the least distance of two tasks, as a part of the recording. */
const SHARED_GAP = 1 / 2000;

/** A lane: one task, or several of one creator, one after another. */
class Lane {
  constructor(model, tasks, depth) {
    this.tasks = tasks;
    this.depth = depth;
    this.shared = tasks.length > 1;
    const gather = (spans) => (this.shared ? tasks.flatMap((task) => spans.byTask[task]) : spans.byTask[tasks[0]]);
    this.lives = new Track(tasks, model.tasks.created, model.tasks.to);
    this.slices = model.track(model.slices, gather(model.slices));
    this.waits = model.track(model.waits, gather(model.waits));
    this.calls = model.track(model.calls, gather(model.calls));
    this.blocked = null;
  }

  label(model) {
    this.text ??= this.shared ? sharedName(this.tasks.map((task) => model.tasks.name[task])) : model.nameOf(this.tasks[0]);
    return this.text;
  }
}

/** "fetch…" for fetch-1 and fetch-2. */
function sharedName(names) {
  const [first] = names;
  const shared = stem(first);
  if (names.every((name) => name === first)) {
    return first;
  }
  return names.every((name) => stem(name) === shared) ? `${shared}…` : `${first} …`;
}

/** The lanes of a loop, each task under its creator. */
function lanesOf(model, loop) {
  const { tasks } = model;
  const isHere = (task) => task >= 0 && tasks.loop[task] === loop.id;
  const byAge = (a, b) => tasks.created[a] - tasks.created[b] || tasks.id[a] - tasks.id[b];
  const childrenOf = (task) => tasks.children[task].filter(isHere).sort(byAge);
  const roots = loop.tasks.filter((task) => !isHere(tasks.creatorIndex[task])).sort(byAge);
  const lanes = [];
  const open = laneGroups(roots, childrenOf, model, 0).reverse();
  while (open.length > 0) {
    const next = open.pop();
    lanes.push(new Lane(model, next.tasks, next.depth));
    if (next.tasks.length === 1) {
      const children = childrenOf(next.tasks[0]);
      for (const group of laneGroups(children, childrenOf, model, next.depth + 1).reverse()) {
        open.push(group); // one by one: there may be more than a call takes arguments
      }
    }
  }
  return lanes;
}

function laneGroups(siblings, childrenOf, model, depth) {
  const families = new Map();
  for (const task of siblings) {
    const family = childrenOf(task).length > 0 ? task : stem(model.tasks.name[task]);
    if (!families.has(family)) {
      families.set(family, []);
    }
    families.get(family).push(task);
  }
  const lanes = [];
  const single = [];
  for (const [family, tasks] of families) {
    if (tasks.length >= SHARED_FROM) {
      lanes.push(...sharedLanes(tasks, model));
    } else if (typeof family === "number") {
      lanes.push(tasks);
    } else {
      single.push(...tasks);
    }
  }
  lanes.push(...(single.length >= SHARED_UNLIKE_FROM ? sharedLanes(single, model) : single.map((task) => [task])));
  const age = (lane) => model.tasks.created[lane[0]];
  return lanes.sort((a, b) => age(a) - age(b)).map((tasks) => ({ tasks, depth }));
}

/** What the names of a family share: "fetch-" of fetch-12. */
function stem(name) {
  return name.replace(/[\d\s#:@-]*\d[\da-f-]*$/, "");
}

/** Puts each task, in order of creation, into the topmost lane that is free by then. */
function sharedLanes(tasks, model) {
  const gap = model.duration * SHARED_GAP;
  const lanes = [];
  const free = new Heap((a, b) => a - b);
  const busy = new Heap((a, b) => a.until - b.until);
  for (const task of tasks) {
    while (busy.size > 0 && busy.top.until + gap <= model.tasks.created[task]) {
      free.push(busy.pop().lane);
    }
    const lane = free.size > 0 ? free.pop() : lanes.push([]) - 1;
    lanes[lane].push(task);
    busy.push({ lane, until: model.tasks.ended[task] === null ? Infinity : model.tasks.to[task] });
  }
  return lanes;
}

/** A binary heap, the least on top. */
class Heap {
  constructor(compare) {
    this.compare = compare;
    this.values = [];
  }

  get size() {
    return this.values.length;
  }

  get top() {
    return this.values[0];
  }

  push(value) {
    const { values } = this;
    let index = values.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.compare(values[parent], value) <= 0) {
        break;
      }
      values[index] = values[parent];
      index = parent;
    }
    values[index] = value;
  }

  pop() {
    const top = this.values[0];
    const last = this.values.pop();
    if (this.size > 0) {
      this.sink(last);
    }
    return top;
  }

  sink(value) {
    const { values } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child + 1 < values.length && this.compare(values[child + 1], values[child]) < 0) {
        child++;
      }
      if (child >= values.length || this.compare(value, values[child]) <= 0) {
        break;
      }
      values[index] = values[child];
      index = child;
    }
    values[index] = value;
  }
}

class Layout {
  constructor(model, withLag) {
    this.model = model;
    this.withLag = withLag;
    this.folded = new Set();
    this.sections = sectionsOf(model);
    this.rebuild();
  }

  rebuild() {
    this.rows = [];
    this.height = 0;
    this.rowOfTask = new Int32Array(this.model.tasks.count).fill(-1);
    for (const section of this.sections) {
      this.addSection(section);
    }
  }

  addSection(section) {
    if (section.group !== null) {
      const count = plural(section.loops.length, "loop");
      this.add({ kind: "group", key: section.key, depth: 0, label: section.group, note: count, slices: section.slices });
    }
    const hidden = section.group !== null && this.folded.has(section.key);
    for (const part of section.loops) {
      if (hidden) {
        this.standInFor(part);
      } else {
        this.addLoop(part, section.group === null ? 0 : 1);
      }
    }
  }

  addLoop(part, depth) {
    const { loop, key } = part;
    this.add({ ...part, kind: "loop", depth, label: loop.name, note: plural(loop.tasks.length, "task") });
    if (this.folded.has(key)) {
      this.standInFor(part);
      return;
    }
    if (this.withLag && part.mostLag > 0) {
      this.add({ ...part, kind: "lag", key: null, depth: depth + 1, label: "lag", note: `≤ ${formatDuration(part.mostLag)}` });
    }
    for (const lane of part.lanes) {
      const index = this.add({ kind: "lane", depth: depth + 1 + lane.depth, lane, loop });
      lane.tasks.forEach((task) => (this.rowOfTask[task] = index));
    }
  }

  /** What is folded is shown, and found, at the last row that is there: its loop's or its group's. */
  standInFor(part) {
    const index = this.rows.length - 1;
    part.loop.tasks.forEach((task) => (this.rowOfTask[task] = index));
  }

  add(row) {
    row.y = this.height;
    row.height = ROW_HEIGHT[row.kind];
    row.index = this.rows.length;
    this.height += row.height;
    return this.rows.push(row) - 1;
  }

  /** The row at a height, or null. */
  rowAt(y) {
    const index = this.indexAt(y);
    return y >= 0 && index < this.rows.length ? this.rows[index] : null;
  }

  /** The index of the first row that ends below a height. */
  indexAt(y) {
    return firstIndex(this.rows, 0, this.rows.length, (row) => row.y + row.height > y);
  }

  get keys() {
    return this.sections.flatMap((section) => section.loops.map((part) => part.key));
  }

  toggle(key) {
    if (!this.folded.delete(key)) {
      this.folded.add(key);
    }
    this.rebuild();
  }

  /** Folds all loops, or unfolds everything if all are folded. */
  toggleAll() {
    const all = this.keys.every((key) => this.folded.has(key));
    this.folded = new Set(all ? [] : this.keys);
    this.rebuild();
  }

  /** Unfolds what hides a task. */
  reveal(task) {
    const holds = (part) => part.loop.id === this.model.tasks.loop[task];
    for (const section of this.sections.filter((candidate) => candidate.loops.some(holds))) {
      this.folded.delete(section.key);
      this.folded.delete(section.loops.find(holds).key);
    }
    this.rebuild();
  }
}

/** Groups in order of their name, then loops without one; each loop with its lanes. */
function sectionsOf(model) {
  const byGroup = new Map();
  for (const loop of model.loops) {
    const name = loop.group ?? null;
    byGroup.set(name, [...(byGroup.get(name) ?? []), loop]);
  }
  const byName = (a, b) => String(a).localeCompare(String(b), "en", { numeric: true });
  const names = [...byGroup.keys()].sort((a, b) => (a === null) - (b === null) || byName(a, b));
  return names.map((group) => {
    const loops = byGroup.get(group);
    const slices = model.track(model.slices, group === null ? [] : loops.flatMap((loop) => loop.slices));
    return { group, key: `group ${group}`, slices, loops: loops.map((loop) => loopPart(model, loop)) };
  });
}

function loopPart(model, loop) {
  const blockedFrom = model.blocked.map((stretch) => stretch.from);
  const blockedTo = model.blocked.map((stretch) => stretch.to);
  const lanes = lanesOf(model, loop);
  const blockedTasks = new Set(loop.blocked.map((item) => model.taskIndex(model.blocked[item].task)));
  for (const lane of lanes.filter((candidate) => candidate.tasks.some((task) => blockedTasks.has(task)))) {
    const own = loop.blocked.filter((item) => lane.tasks.includes(model.taskIndex(model.blocked[item].task)));
    lane.blocked = new Track(own, blockedFrom, blockedTo);
  }
  return {
    key: `loop ${loop.id}`,
    loop,
    lanes,
    slices: model.track(model.slices, loop.slices),
    blocked: new Track(loop.blocked, blockedFrom, blockedTo),
    lags: loop.lags.slice().sort((a, b) => a.at - b.at),
    mostLag: loop.lags.reduce((most, lag) => Math.max(most, lag.queue, lag.timer), 0),
  };
}
