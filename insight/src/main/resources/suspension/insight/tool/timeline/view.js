// A timeline on the page: its state, what can be done with it, and when it is drawn.

const LEAST_SPAN = 10;
const MARGIN = 0.02;

class TimelineView {
  constructor(root, data, small) {
    this.root = root;
    this.isSmall = small;
    this.model = new Model(data);
    this.layout = new Layout(this.model, !small);
    this.arrows = new Arrows(this.model);
    this.overview = new Overview(this.model);
    this.whole = { from: -MARGIN * this.model.duration, to: (1 + MARGIN) * this.model.duration };
    this.view = { ...this.whole };
    this.top = 0;
    this.selected = { task: -1, row: -1 };
    this.pickedReason = -1;
    this.cursor = null;
    this.panelShows = null;
    this.build();
    this.listen();
    this.resize();
  }

  build() {
    const { root } = this;
    root.append(document.getElementById("timeline-template").content.cloneNode(true));
    const find = (selector) => root.querySelector(selector);
    this.parts = Object.fromEntries(
        ["overview", "axis", "lanes", "names", "scrollbar", "panel", "tooltip", "spoken", "help", "base", "legend", "chart"]
            .map((name) => [name, find(`.${name}`)]));
    this.parts.title = find(".title");
    this.parts.title.append(foreignText(this.model.title));
    find(".facts").textContent = this.facts();
    this.legend = new Legend(this.parts.legend, this.model, (reason) => this.pickReason(reason));
    this.search = new Search(find(".search"), this.model);
    this.names = new Names(this.parts.names, this.model, (row) => this.clickRow(row));
    this.parts.help.append(...helpContent(() => this.parts.help.close()));
    if (this.model.isEmpty) {
      this.showEmpty();
    }
  }

  facts() {
    const { model } = this;
    const date = new Date(model.start).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
    return [date, formatDuration(model.duration), plural(model.loops.length, "loop"), plural(model.tasks.count, "task"),
      plural(model.slices.count, "slice")].join(" · ");
  }

  showEmpty() {
    this.root.classList.add("is-empty");
    this.parts.chart.append(element("p", { className: "empty" },
        `Nothing happened on a loop in this recording of ${formatDuration(this.model.duration)}. `,
        "Record while the program runs its loops: java -jar suspension-insight.jar record PID"));
  }

  listen() {
    const { root, parts } = this;
    new ResizeObserver(() => this.resize()).observe(parts.chart);
    new PointerControl(this, parts.lanes);
    controlOverview(this, parts.overview);
    controlKeys(this, root);
    parts.lanes.addEventListener("wheel", (event) => wheel(this, event, true), { passive: false });
    parts.names.addEventListener("wheel", (event) => wheel(this, event, false), { passive: false });
    parts.scrollbar.addEventListener("scroll", () => this.scrollTo(parts.scrollbar.scrollTop));
    root.addEventListener("click", (event) => {
      const action = event.target.closest("[data-do]")?.dataset.do;
      if (action) {
        this.do(action);
      }
    });
    const form = root.querySelector(".search");
    form.addEventListener("input", () => this.searchChanged());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.search.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.goToMatch(event.shiftKey ? -1 : 1);
      }
    });
  }

  // What can be done, by the names that buttons and keys use.

  do(action) {
    ACTIONS[action](this);
  }

  // What is in sight.

  setView(from, to) {
    const span = clamp(to - from, LEAST_SPAN, this.whole.to - this.whole.from);
    const middle = (from + to) / 2;
    const start = clamp(middle - span / 2, this.whole.from, this.whole.to - span);
    this.view = { from: start, to: start + span };
    this.parts.tooltip.hidden = true;
    this.invalidate();
  }

  zoomAt(x, factor) {
    const { from, to } = this.view;
    const span = clamp((to - from) / factor, LEAST_SPAN, this.whole.to - this.whole.from);
    const part = x / Math.max(this.width, 1);
    const start = from + part * (to - from - span);
    this.setView(start, start + span);
  }

  zoom(factor) {
    this.zoomAt(this.width / 2, factor);
  }

  panBy(pixels) {
    const time = (pixels * (this.view.to - this.view.from)) / Math.max(this.width, 1);
    this.setView(this.view.from + time, this.view.to + time);
  }

  centreOn(time) {
    const half = (this.view.to - this.view.from) / 2;
    this.setView(time - half, time + half);
  }

  scrollBy(pixels) {
    this.scrollTo(this.top + pixels);
  }

  scrollTo(top) {
    const bounded = clamp(top, 0, Math.max(0, this.layout.height - this.height));
    if (bounded !== this.top) {
      this.top = bounded;
      this.parts.tooltip.hidden = true;
      this.invalidate();
    }
  }

  showRow(index) {
    const row = this.layout.rows[index];
    if (row && (row.y < this.top || row.y + row.height > this.top + this.height)) {
      this.scrollTo(row.y - (this.height - row.height) / 2);
    }
  }

  // What is selected.

  selectTask(task) {
    this.select(task, task >= 0 ? this.layout.rowOfTask[task] : -1);
  }

  select(task, row) {
    this.selected = { task, row };
    this.invalidate();
  }

  /** Selects a task, shows it in the panel, and brings it into sight. */
  goToTask(task, withTime = false) {
    this.layout.reveal(task);
    this.selectTask(task);
    this.showRow(this.selected.row);
    const { created, to } = this.model.tasks;
    if (withTime || created[task] >= this.view.to || to[task] <= this.view.from) {
      this.showStretch(created[task], to[task]);
    }
    this.showTask(task);
  }

  /** Zooms to a stretch so far that it is a fifth of what is in sight. */
  showStretch(from, to) {
    const room = Math.max((to - from) * 2, LEAST_SPAN / 2);
    this.setView(from - room, to + room);
  }

  goToStretch(task, from, to, loop) {
    if (task >= 0) {
      this.layout.reveal(task);
      this.selectTask(task);
    } else {
      this.select(-1, this.layout.rows.findIndex((row) => row.kind === "loop" && row.loop.id === loop));
    }
    this.showRow(this.selected.row);
    this.showStretch(from, to);
  }

  get going() {
    return {
      task: (task, withTime) => this.goToTask(task, withTime),
      stretch: (task, from, to, loop) => this.goToStretch(task, from, to, loop),
    };
  }

  click(hit) {
    if (!hit) {
      this.select(-1, -1);
      return;
    }
    this.parts.names.focus({ preventScroll: true });
    const task = taskOfHit(this.model, hit);
    this.select(task, hit.row.index);
    if (task >= 0) {
      this.showTask(task);
    }
  }

  clickRow(index) {
    const row = this.layout.rows[index];
    if (row.key) {
      this.fold(row.key);
    } else if (row.kind === "lane") {
      this.select(row.lane.tasks[0], index);
      this.showTask(row.lane.tasks[0]);
    }
  }

  fold(key) {
    this.layout.toggle(key);
    this.layoutChanged();
    this.select(-1, this.layout.rows.findIndex((row) => row.key === key));
  }

  layoutChanged() {
    const { task } = this.selected;
    this.select(task, task >= 0 ? this.layout.rowOfTask[task] : -1);
    this.resize();
  }

  moveSelection(step) {
    const row = clamp(this.selected.row + step, 0, this.layout.rows.length - 1);
    const lane = this.layout.rows[row]?.lane;
    this.select(lane ? this.firstVisible(lane) : -1, row);
    this.showRow(row);
    this.speakRow(row);
  }

  firstVisible(lane) {
    const index = Math.min(lane.lives.firstEndingAfter(this.view.from), lane.lives.length - 1);
    return lane.lives.items[index];
  }

  speakRow(index) {
    const row = this.layout.rows[index];
    if (row) {
      const ofTask = () => `${row.lane.label(this.model)}, ${this.model.tasks.outcome[this.selected.task]}`;
      this.speak(row.kind === "lane" ? ofTask() : `${row.label}, ${row.note}`);
    }
  }

  /** Goes to the event of the selected lane that comes after the last one, or before it. */
  stepEvent(direction) {
    const row = this.layout.rows[this.selected.row];
    const events = row ? eventsOf(row) : [];
    if (events.length === 0) {
      return;
    }
    const time = this.cursor?.row === row.index ? this.cursor.from : this.firstTime(direction);
    const after = firstIndex(events, 0, events.length, (event) => event.from > time);
    const before = firstIndex(events, 0, events.length, (event) => event.from >= time) - 1;
    const event = events[clamp(direction > 0 ? after : before, 0, events.length - 1)];
    this.goToEvent(row, event);
  }

  /** From where on events are stepped through: what is in sight of the selected task. */
  firstTime(direction) {
    const { created, to } = this.model.tasks;
    const { task } = this.selected;
    return direction > 0
      ? Math.max(this.view.from, task >= 0 ? created[task] : -Infinity) - 1
      : Math.min(this.view.to, task >= 0 ? to[task] : Infinity);
  }

  goToEvent(row, event) {
    this.cursor = { ...event, row: row.index };
    if (event.from < this.view.from || event.to > this.view.to || event.to - event.from < this.scale.perPixel * 4) {
      this.showStretch(event.from, event.to);
    }
    const told = stretchLines(this.model, { ...event, time: event.from });
    this.select(taskOfHit(this.model, event), row.index);
    this.draw();
    const box = this.parts.lanes.getBoundingClientRect();
    const x = box.left + clamp(this.scale.x(event.from), 0, this.width);
    showTooltip(this.parts.tooltip, told, x, box.top + row.y - this.top + row.height - 8);
    this.speak(`${told.title}: ${told.lines.join(", ")}`);
  }

  speak(text) {
    this.parts.spoken.textContent = text;
  }

  // The pointer.

  /** What is drawn at a place: {kind, item, row, time}, or null. */
  hitAt(x, y) {
    const row = this.layout.rowAt(y + this.top);
    return row ? hitInRow(row, this.scale.time(x), 3 * this.scale.perPixel) : null;
  }

  hover(point) {
    this.crosshair = point;
    const hit = point && this.hitAt(point.x, point.y);
    this.parts.lanes.style.cursor = hit && hit.kind !== "row" ? "pointer" : "";
    if (hit && hit.kind !== "row") {
      showTooltip(this.parts.tooltip, stretchLines(this.model, hit), point.pageX, point.pageY);
    } else {
      this.parts.tooltip.hidden = true;
    }
    this.invalidate();
  }

  zoomToHit(hit) {
    const stretch = hit && stretchOfHit(this.model, hit);
    if (stretch) {
      const room = Math.max((stretch.to - stretch.from) * 0.15, LEAST_SPAN / 4);
      this.setView(stretch.from - room, stretch.to + room);
    }
  }

  // Search and legend.

  searchChanged() {
    this.search.update();
    this.goToMatch(1);
    this.invalidate();
  }

  goToMatch(direction) {
    const task = this.search.step(direction);
    if (task >= 0) {
      this.layout.reveal(task);
      this.layoutChanged();
      this.selectTask(task);
      this.showRow(this.selected.row);
      this.bringIntoSight(task);
      this.speak(`${this.model.nameOf(task)}, ${this.search.found.textContent}`);
    }
  }

  bringIntoSight(task) {
    const { created, to } = this.model.tasks;
    if (created[task] >= this.view.to || to[task] <= this.view.from) {
      this.centreOn((created[task] + to[task]) / 2);
    }
  }

  pickReason(reason) {
    this.pickedReason = this.pickedReason === reason ? -1 : reason;
    this.legend.show(this.pickedReason);
    this.invalidate();
  }

  // The panel.

  showTask(task) {
    this.panelShows = task;
    this.fillPanel(taskDetails(this.model, task, this.going));
  }

  toggleSummary() {
    if (this.panelShows === "summary") {
      this.closePanel();
    } else {
      this.panelShows = "summary";
      this.fillPanel(recordingSummary(this.model, this.going));
    }
  }

  fillPanel(content) {
    const { panel } = this.parts;
    panel.replaceChildren(button("✕", () => this.closePanel(), { className: "close", ariaLabel: "Close" }), ...content.filter(Boolean));
    panel.hidden = false;
    panel.scrollTop = 0;
    this.panelChanged();
  }

  closePanel() {
    this.panelShows = null;
    this.parts.panel.hidden = true;
    this.panelChanged();
    this.parts.names.focus({ preventScroll: true });
  }

  panelChanged() {
    this.root.classList.toggle("with-panel", !this.parts.panel.hidden);
    this.root.querySelector("[data-do=toggleSummary]").ariaPressed = String(this.panelShows === "summary");
    this.resize();
  }

  // Drawing.

  themeChanged() {
    this.colours = null;
    this.invalidate();
  }

  resize() {
    const { lanes, scrollbar } = this.parts;
    if (this.isSmall) {
      this.parts.chart.style.setProperty("--rows", `${this.layout.height}px`);
    }
    this.width = lanes.clientWidth;
    this.height = lanes.clientHeight;
    scrollbar.firstElementChild.style.height = `${this.layout.height}px`;
    scrollbar.classList.toggle("needed", this.layout.height > this.height + 1);
    this.top = clamp(this.top, 0, Math.max(0, this.layout.height - this.height));
    this.invalidate();
  }

  /** Draws with the next frame, however often it is called until then. */
  invalidate() {
    this.pending ??= requestAnimationFrame(() => this.draw());
  }

  get scale() {
    return new Scale(this.view.from, this.view.to, this.width);
  }

  draw() {
    cancelAnimationFrame(this.pending);
    this.pending = null;
    if (this.width <= 0) {
      return;
    }
    this.colours ??= new Colours(this.root, this.model.reasons);
    const { parts, colours, layout, scale } = this;
    const focus = { row: this.selected.row, matches: this.search.matches, reason: this.pickedReason };
    this.overview.draw(parts.overview, colours, this.view, this.whole);
    const axis = drawAxis(parts.axis, colours, scale);
    parts.base.textContent = axis.base > 0 ? `${formatMoment(axis.base)} +` : "";
    this.drawLanes(axis, focus);
    this.names.draw(layout, this.top, this.height, focus);
    if (Math.abs(parts.scrollbar.scrollTop - this.top) >= 1) {
      parts.scrollbar.scrollTop = this.top;
    }
  }

  drawLanes(axis, focus) {
    const { colours, layout, scale, height } = this;
    const context = contextOf(this.parts.lanes);
    context.clearRect(0, 0, this.width, height);
    const painter = new Painter(this.model, colours, context, scale);
    drawGrid(context, colours, scale, axis, Math.min(height, layout.height - this.top));
    painter.drawRows(layout, this.top, height, focus);
    this.arrows.draw(context, colours, scale, layout, this.top, height, this.selected.task);
    if (this.crosshair) {
      context.fillStyle = colours.accent;
      context.globalAlpha = 0.6;
      context.fillRect(Math.round(this.crosshair.x), 0, 1, height);
      context.globalAlpha = 1;
    }
  }
}

const ACTIONS = {
  zoomIn: (view) => view.zoom(ZOOM_STEP),
  zoomOut: (view) => view.zoom(1 / ZOOM_STEP),
  fit: (view) => view.setView(view.whole.from, view.whole.to),
  panLeft: (view) => view.panBy(-view.width / 8),
  panRight: (view) => view.panBy(view.width / 8),
  previousLane: (view) => view.moveSelection(-1),
  nextLane: (view) => view.moveSelection(1),
  pageUp: (view) => view.moveSelection(-Math.floor(view.height / ROW_HEIGHT.lane)),
  pageDown: (view) => view.moveSelection(Math.floor(view.height / ROW_HEIGHT.lane)),
  firstLane: (view) => view.moveSelection(-Infinity),
  lastLane: (view) => view.moveSelection(Infinity),
  previousEvent: (view) => view.stepEvent(-1),
  nextEvent: (view) => view.stepEvent(1),
  focusSearch: (view) => view.search.input.select(),
  nextMatch: (view) => view.goToMatch(1),
  previousMatch: (view) => view.goToMatch(-1),
  toggleSummary: (view) => view.toggleSummary(),
  showHelp: (view) => view.parts.help.showModal(),
  toggleTheme: () => toggleTheme(),
  toggleAll: (view) => {
    view.layout.toggleAll();
    view.layoutChanged();
  },
  zoomToSelected: (view) => {
    const { task } = view.selected;
    if (task >= 0) {
      view.zoomToHit({ kind: "life", item: task });
    }
  },
  open: (view) => {
    const row = view.layout.rows[view.selected.row];
    if (row?.key) {
      view.fold(row.key);
    } else if (view.selected.task >= 0) {
      view.showTask(view.selected.task);
    }
  },
  escape: (view) => {
    view.parts.tooltip.hidden = true;
    if (view.search.input.value !== "") {
      view.search.input.value = "";
      view.search.update();
      view.parts.names.focus({ preventScroll: true });
    } else if (view.panelShows !== null) {
      view.closePanel();
    } else {
      view.select(-1, -1);
    }
    view.invalidate();
  },
};
