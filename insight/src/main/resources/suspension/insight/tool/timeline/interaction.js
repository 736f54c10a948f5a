// Pointer, wheel and keys, in terms of what a view can do.

const ZOOM_STEP = 1.6;
const CLICK_SLOP = 4;

/** Drags, pinches and clicks on the lanes. */
class PointerControl {
  constructor(view, canvas) {
    this.view = view;
    this.canvas = canvas;
    this.pointers = new Map();
    this.moved = 0;
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => view.hover(null));
    canvas.addEventListener("dblclick", (event) => view.zoomToHit(view.hitAt(event.offsetX, event.offsetY)));
  }

  down(event) {
    if (event.button !== 0) {
      return;
    }
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.moved = this.pointers.size > 1 ? Infinity : 0;
    this.view.hover(null);
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.view.hover({ x: event.offsetX, y: event.offsetY, pageX: event.clientX, pageY: event.clientY });
      return;
    }
    const now = { x: event.offsetX, y: event.offsetY };
    this.moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (this.pointers.size === 2) {
      this.pinch(event.pointerId, before, now);
    } else if (this.moved > CLICK_SLOP) {
      this.view.panBy(before.x - now.x);
      this.view.scrollBy(before.y - now.y);
    } else {
      return;
    }
    this.pointers.set(event.pointerId, now);
  }

  pinch(id, before, now) {
    const other = [...this.pointers].find(([otherId]) => otherId !== id)[1];
    const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y);
    const middle = (point) => (point.x + other.x) / 2;
    this.view.panBy(middle(before) - middle(now));
    this.view.zoomAt(middle(now), Math.max(distance(now), 8) / Math.max(distance(before), 8));
    this.view.scrollBy((before.y - now.y) / 2);
  }

  up(event) {
    if (this.pointers.delete(event.pointerId) && this.moved <= CLICK_SLOP) {
      this.view.click(this.view.hitAt(event.offsetX, event.offsetY));
    }
  }
}

/** On the overview, the pointer says what the middle of the view is. */
function controlOverview(view, canvas) {
  const follow = (event) => view.centreOn(view.whole.from + (event.offsetX / canvas.clientWidth) * (view.whole.to - view.whole.from));
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    follow(event);
  });
  canvas.addEventListener("pointermove", (event) => event.buttons === 1 && follow(event));
  canvas.addEventListener("wheel", (event) => wheel(view, event, true), { passive: false });
}

/** Over the lanes the wheel zooms, over the names and with Shift it scrolls; in a small view it leaves the page its own. */
function wheel(view, event, overTime) {
  if (view.isSmall && !event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) {
    return;
  }
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? 400 : 1;
  const x = event.deltaX * unit;
  const y = event.deltaY * unit;
  if (event.shiftKey || !overTime) {
    view.scrollBy(y || x);
  } else if (Math.abs(x) > Math.abs(y)) {
    view.panBy(x);
  } else {
    view.zoomAt(event.offsetX, Math.exp(-clamp(y, -300, 300) * (event.ctrlKey ? 0.01 : 0.0022)));
  }
}

const KEY_ACTIONS = {
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "−": "zoomOut",
  0: "fit",
  ArrowLeft: "panLeft",
  ArrowRight: "panRight",
  ArrowUp: "previousLane",
  ArrowDown: "nextLane",
  PageUp: "pageUp",
  PageDown: "pageDown",
  Home: "firstLane",
  End: "lastLane",
  ",": "previousEvent",
  ".": "nextEvent",
  Enter: "open",
  " ": "open",
  "/": "focusSearch",
  n: "nextMatch",
  N: "previousMatch",
  f: "zoomToSelected",
  c: "toggleAll",
  s: "toggleSummary",
  t: "toggleTheme",
  "?": "showHelp",
  Escape: "escape",
};

/** Keys of the whole page, or in a small view those pressed inside it. */
function controlKeys(view, root) {
  const target = view.isSmall ? root : document;
  target.addEventListener("keydown", (event) => {
    const action = KEY_ACTIONS[event.key] ?? KEY_ACTIONS[event.key.toLowerCase()];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event, root)) {
      return;
    }
    event.preventDefault();
    view.do(action);
  });
}

/** Whether a key belongs to what has the focus: a field, a button that Enter presses, a dialog, or scrolled text. */
function isElsewhere(event, root) {
  const { target, key } = event;
  if (root.querySelector("dialog").open) {
    return true;
  }
  if (target.closest("input")) {
    return key !== "Escape";
  }
  const pressed = key === "Enter" || key === " ";
  const scrolled = key.startsWith("Arrow") || key.startsWith("Page") || key === "Home" || key === "End";
  return (pressed && target.closest("button, summary, a") !== null) || (scrolled && target.closest(".panel, pre") !== null);
}
