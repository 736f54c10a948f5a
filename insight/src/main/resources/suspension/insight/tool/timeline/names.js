// The column of names beside the lanes: elements for what is visible, used again while scrolling.

let treeCount = 0;

class Names {
  constructor(host, model, onPick) {
    this.host = host;
    this.model = model;
    this.prefix = `row-${++treeCount}-`;
    this.rows = [];
    host.addEventListener("click", (event) => {
      const row = event.target.closest("[data-row]");
      if (row) {
        onPick(Number(row.dataset.row));
      }
    });
  }

  draw(layout, top, height, focus) {
    let used = 0;
    for (let i = layout.indexAt(top); i < layout.rows.length && layout.rows[i].y < top + height; i++) {
      this.fill(this.elementAt(used++), layout, layout.rows[i], top, focus);
    }
    while (this.rows.length > used) {
      this.rows.pop().remove();
    }
    this.host.setAttribute("aria-activedescendant", focus.row >= 0 ? this.prefix + focus.row : "");
  }

  elementAt(index) {
    if (index === this.rows.length) {
      const made = element("div", { className: "name", role: "treeitem" });
      made.append(element("span", { className: "caret" }), element("bdi", { className: "label" }), element("span", { className: "note" }));
      this.host.append(made);
      this.rows.push(made);
    }
    return this.rows[index];
  }

  fill(shown, layout, row, top, focus) {
    shown.style.transform = `translateY(${row.y - top}px)`;
    const folded = layout.folded.has(row.key);
    const state = this.stateOf(row, folded, focus);
    if (shown.dataset.state === state) {
      return;
    }
    shown.dataset.state = state;
    shown.dataset.row = row.index;
    shown.id = this.prefix + row.index;
    shown.className = `name ${row.kind}${row.index === focus.row ? " selected" : ""}${this.matchClass(row, focus)}`;
    shown.style.height = `${row.height}px`;
    shown.style.paddingInlineStart = `${8 + Math.min(row.depth, 7) * 12}px`;
    this.describe(shown, row, folded, focus);
  }

  stateOf(row, folded, focus) {
    return [row.index, row.kind, row.key ?? row.lane?.tasks[0] ?? row.loop.id, folded, row.index === focus.row, this.matchClass(row, focus)].join();
  }

  describe(shown, row, folded, focus) {
    const [caret, label, note] = shown.children;
    const lane = row.kind === "lane" ? row.lane : null;
    label.textContent = lane ? lane.label(this.model) : row.label;
    note.textContent = lane ? (lane.shared ? `×${lane.tasks.length}` : "") : row.note;
    caret.textContent = row.key ? (folded ? "▸" : "▾") : "";
    shown.title = lane && !lane.shared ? this.model.nameOf(lane.tasks[0]) : `${label.textContent} ${note.textContent}`;
    shown.setAttribute("aria-level", row.depth + 1);
    shown.setAttribute("aria-selected", row.index === focus.row);
    if (row.key) {
      shown.setAttribute("aria-expanded", !folded);
    } else {
      shown.removeAttribute("aria-expanded");
    }
  }

  matchClass(row, focus) {
    if (focus.matches === null || row.kind !== "lane") {
      return "";
    }
    return row.lane.tasks.some((task) => focus.matches.has(task)) ? " match" : " faded";
  }
}
