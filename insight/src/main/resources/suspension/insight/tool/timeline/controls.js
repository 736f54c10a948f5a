// Legend, search, tooltip and help: what surrounds the lanes.

/** Colours with their names; a reason can be picked, and the rest fades. */
class Legend {
  constructor(host, model, onPick) {
    this.chips = new Map();
    const key = (sign, text) => host.append(element("span", { className: "chip" }, sign, text));
    key(swatch("background:var(--slice)"), "runs");
    key(swatch("background:var(--ready);height:4px"), "is ready");
    const reasons = this.shownReasons(model);
    if (reasons.length > 0) {
      host.append(element("span", { className: "legend-word" }, "waits for"));
    }
    for (const reason of reasons) {
      const properties = { className: "chip", ariaPressed: "false", title: "Bring out these waits" };
      const chip = button(swatch(reasonSwatch(model, reason)), () => onPick(reason), properties);
      chip.append(model.reasons[reason]);
      this.chips.set(reason, chip);
      host.append(chip);
    }
    if (model.calls.count > 0) {
      key(swatch("background:var(--call);height:4px"), "call on a thread");
    }
    if (model.wakes.wait.length > 0) {
      key(element("i", { className: "sign" }, "→"), "wakes");
    }
    this.addOutcomes(key, model);
    if (model.blocked.length > 0) {
      key(swatch(stripedBackground("--blocked")), "blocks the loop");
    }
  }

  shownReasons(model) {
    const used = new Set(model.waits.why);
    return model.reasons.map((_, reason) => reason).filter((reason) => used.has(reason));
  }

  addOutcomes(key, model) {
    for (const [outcome, sign] of [["failed", "✕"], ["cancelled", "□"]]) {
      if (model.tasks.outcome.includes(outcome)) {
        key(element("i", { className: `sign ${outcome}` }, sign), outcome);
      }
    }
  }

  show(picked) {
    this.chips.forEach((chip, reason) => (chip.ariaPressed = String(reason === picked)));
  }
}

function swatch(style) {
  return element("i", { className: "swatch", style });
}

/** Tasks whose name has what was typed. */
class Search {
  constructor(form, model) {
    this.input = form.querySelector("input");
    this.found = form.querySelector(".found");
    this.buttons = form.querySelectorAll("button");
    this.names = model.tasks.name.map((name) => name.toLowerCase());
    this.age = (a, b) => model.tasks.created[a] - model.tasks.created[b];
    this.update();
  }

  update() {
    const query = this.input.value.trim().toLowerCase();
    const found = query === "" ? [] : allIndexes(this.names.length).filter((task) => this.names[task].includes(query));
    this.list = found.sort(this.age);
    this.matches = query === "" ? null : new Set(this.list);
    this.position = -1;
    this.tell();
  }

  /** The next match, or with -1 the one before it; -1 if there is none. */
  step(direction) {
    if (this.list.length === 0) {
      return -1;
    }
    const { length } = this.list;
    this.position = this.position < 0 && direction < 0 ? length - 1 : (this.position + direction + length) % length;
    this.tell();
    return this.list[this.position];
  }

  tell() {
    const { length } = this.list;
    const place = this.position < 0 ? "" : `${this.position + 1} of `;
    this.found.textContent = this.matches === null ? "" : length === 0 ? "none" : `${place}${length}`;
    this.buttons.forEach((step) => (step.disabled = length === 0));
  }
}

/** Shows lines beside the pointer, inside the window. */
function showTooltip(tooltip, { title, lines }, x, y) {
  tooltip.replaceChildren(element("b", {}, foreignText(title)), ...lines.map((line) => element("div", {}, foreignText(line))));
  tooltip.hidden = false;
  const { offsetWidth, offsetHeight } = tooltip;
  const left = x + 14 + offsetWidth > window.innerWidth ? x - offsetWidth - 10 : x + 14;
  const top = y + 18 + offsetHeight > window.innerHeight ? y - offsetHeight - 10 : y + 18;
  tooltip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
}

const KEYS = [
  [["+", "−"], "zoom in, zoom out (or the wheel; pinch)"],
  [["0"], "show the whole recording"],
  [["←", "→"], "go earlier, later (or drag)"],
  [["↑", "↓"], "choose a lane (or click)"],
  [[",", "."], "previous, next event of the lane"],
  [["Enter"], "show the task; fold a loop"],
  [["F"], "zoom to the selected task"],
  [["C"], "fold or unfold all loops"],
  [["/"], "find a task by name"],
  [["N", "Shift+N"], "next, previous match"],
  [["S"], "summary of the recording"],
  [["T"], "light or dark"],
  [["?"], "this help"],
  [["Esc"], "close, clear"],
];

function helpContent(close) {
  const rows = KEYS.map(([keys, text]) => {
    const caps = keys.map((key) => element("kbd", {}, key));
    return element("tr", {}, element("th", { scope: "row" }, ...caps), element("td", {}, text));
  });
  return [
    element("h2", {}, "Keys"),
    element("table", {}, element("tbody", {}, ...rows)),
    element("p", {},
        "The wheel zooms where the pointer is; over the names, or with Shift, it scrolls. ",
        "A double click zooms to what is under the pointer."),
    button("Close", close, { className: "close", autofocus: true }),
  ];
}
