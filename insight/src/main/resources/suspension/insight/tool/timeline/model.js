// What the page's data say, with an index by task and by loop.

/**
 * Stretches of time of one lane, in order. `reach[i]` is the latest end of the first i + 1 stretches, so that what is
 * visible is found by halving even if some overlap; `total[i]` is what the first i stretches last.
 */
class Track {
  constructor(items, fromOf, toOf) {
    const ordered = items.slice().sort((a, b) => fromOf[a] - fromOf[b] || toOf[a] - toOf[b]);
    this.length = ordered.length;
    this.items = Int32Array.from(ordered);
    this.from = Float64Array.from(ordered, (item) => fromOf[item]);
    this.to = Float64Array.from(ordered, (item) => toOf[item]);
    this.reach = new Float64Array(this.length);
    this.total = new Float64Array(this.length + 1);
    let reach = -Infinity;
    for (let i = 0; i < this.length; i++) {
      reach = Math.max(reach, this.to[i]);
      this.reach[i] = reach;
      this.total[i + 1] = this.total[i] + this.to[i] - this.from[i];
    }
  }

  /** What the stretches from index `first` to before `next` last in all. */
  duration(first, next) {
    return this.total[next] - this.total[first];
  }

  /** The first stretch that ends after a time, or one before it. */
  firstEndingAfter(time) {
    return firstIndex(this.reach, 0, this.length, (reach) => reach > time);
  }

  /** The first stretch from index `start` on that begins at a time or later. */
  firstBeginningFrom(time, start = 0) {
    return firstIndex(this.from, start, this.length, (from) => from >= time);
  }

  /** The index of the stretch that holds a time or is the nearest to it within a distance, or -1. */
  at(time, distance) {
    let best = -1;
    let bestDistance = distance;
    for (let i = this.firstEndingAfter(time - distance); i < this.length && this.from[i] <= time + distance; i++) {
      const away = Math.max(this.from[i] - time, time - this.to[i], 0);
      if (away < bestDistance || (away === 0 && best < 0)) {
        best = i;
        bestDistance = away;
      }
    }
    return best;
  }
}

/** The first index in [low, high) whose value holds, if all after it hold as well; else high. */
function firstIndex(values, low, high, holds) {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(values[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

class Model {
  constructor(data) {
    this.title = data.title;
    this.start = data.start;
    this.duration = Math.max(data.duration, 1);
    this.reasons = data.reasons;
    this.texts = data.texts.map(withReadableDurations);
    this.loops = data.loops.map((loop) => ({ ...loop }));
    this.blocked = data.blocked;
    this.lags = data.lag;
    this.readTasks(data.tasks);
    this.slices = this.readSpans(data.slices);
    this.waits = this.readSpans(data.waits);
    this.calls = this.readSpans(data.calls);
    this.indexByLoop();
    this.readWakes();
  }

  get isEmpty() {
    return this.loops.length === 0 && this.tasks.count === 0 && this.slices.count === 0;
  }

  readTasks(columns) {
    const count = columns.id.length;
    this.indexOfTask = new Map(columns.id.map((id, index) => [id, index]));
    this.tasks = { ...columns, count };
    this.tasks.to = columns.ended.map((ended) => ended ?? this.duration);
    this.tasks.creatorIndex = columns.creator.map((id) => this.taskIndex(id));
    this.tasks.children = Array.from({ length: count }, () => []);
    this.tasks.creatorIndex.forEach((creator, task) => creator >= 0 && this.tasks.children[creator].push(task));
  }

  /** Index of the task with an id, or -1. */
  taskIndex(id) {
    return this.indexOfTask.get(id) ?? -1;
  }

  readSpans(columns) {
    const count = columns.from.length;
    const task = Int32Array.from(columns.task, (id) => this.taskIndex(id));
    const byTask = Array.from({ length: this.tasks.count }, () => []);
    for (let i = 0; i < count; i++) {
      if (task[i] >= 0) {
        byTask[task[i]].push(i);
      }
    }
    return { ...columns, count, task, byTask };
  }

  indexByLoop() {
    const byId = new Map(this.loops.map((loop) => [loop.id, loop]));
    const known = (id) => byId.get(id) ?? this.addUnknownLoop(byId, id);
    for (const loop of this.loops) {
      Object.assign(loop, { tasks: [], slices: [], blocked: [], lags: [] });
    }
    this.tasks.shade = new Uint8Array(this.tasks.count);
    this.tasks.loop.forEach((id, task) => (this.tasks.shade[task] = known(id).tasks.push(task) % 2));
    for (let i = 0; i < this.slices.count; i++) {
      known(this.slices.loop[i]).slices.push(i);
    }
    this.blocked.forEach((stretch, i) => known(stretch.loop).blocked.push(i));
    this.lags.forEach((lag) => known(lag.loop).lags.push(lag));
    this.loopById = byId;
  }

  addUnknownLoop(byId, id) {
    const loop = { id, name: `loop ${id}`, group: null, tasks: [], slices: [], blocked: [], lags: [] };
    byId.set(id, loop);
    this.loops.push(loop);
    return loop;
  }

  /** Who woke whom: waits that another task ended, by time. */
  readWakes() {
    const { waits } = this;
    const items = [];
    for (let i = 0; i < waits.count; i++) {
      if (waits.task[i] >= 0 && waits.wokenBy[i] !== 0 && this.taskIndex(waits.wokenBy[i]) >= 0) {
        items.push(i);
      }
    }
    items.sort((a, b) => waits.to[a] - waits.to[b]);
    this.wakes = {
      wait: Int32Array.from(items),
      time: Float64Array.from(items, (item) => waits.to[item]),
      by: Int32Array.from(items, (item) => this.taskIndex(waits.wokenBy[item])),
    };
  }

  track(spans, items) {
    return new Track(items, spans.from, spans.to);
  }

  nameOf(task) {
    return task >= 0 ? this.tasks.name[task] : "a callback or Kotlin's code";
  }

  /** Total time, count and longest of some stretches. */
  static total(spans, items) {
    let time = 0;
    let longest = -1;
    for (const item of items) {
      const duration = spans.to[item] - spans.from[item];
      time += duration;
      if (longest < 0 || duration > spans.to[longest] - spans.from[longest]) {
        longest = item;
      }
    }
    return { time, longest, count: items.length };
  }

  /** Waits by reason, the most time first: [{reason, time, count}]. */
  waitsByReason(items) {
    const totals = this.reasons.map((_, reason) => ({ reason, time: 0, count: 0 }));
    for (const item of items) {
      const total = totals[this.waits.why[item]];
      total.time += this.waits.to[item] - this.waits.from[item];
      total.count++;
    }
    return totals.filter((total) => total.count > 0).sort((a, b) => b.time - a.time);
  }
}
