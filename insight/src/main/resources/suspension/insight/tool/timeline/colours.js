// Colours come from the style sheet, so that light and dark are told in one place. Few hues, which colour-blind readers
// tell apart: one for each kind of reason; within a kind, the usual reason is plain and the others have stripes.

const REASON_STYLES = {
  sleep: { hue: "rest" },
  turn: { hue: "rest", striped: true },
  "suspended, reason not recorded": { hue: "unknown" },
  other: { hue: "rest", striped: true },
  task: { hue: "task" },
  tasks: { hue: "task", striped: true },
  gather: { hue: "task", striped: true },
  group: { hue: "task", striped: true },
  scope: { hue: "task", striped: true },
  lock: { hue: "lock" },
  semaphore: { hue: "lock", striped: true },
  queue: { hue: "queue" },
  condition: { hue: "queue", striped: true },
  event: { hue: "queue", striped: true },
  barrier: { hue: "queue", striped: true },
  "suspend function": { hue: "kotlin" },
  flow: { hue: "kotlin", striped: true },
  "thread call": { hue: "thread" },
  stage: { hue: "thread", striped: true },
};

function reasonStyle(reason) {
  return REASON_STYLES[reason] ?? REASON_STYLES.other;
}

class Colours {
  /** Reads the colours of the theme that an element is in. */
  constructor(host, reasons) {
    const style = getComputedStyle(host);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    for (const name of [
      "ink", "ink-soft", "ground", "ground-soft", "line", "slice", "slice-alt", "slice-ink", "ready", "call", "blocked",
      "accent", "match", "failed", "cancelled", "returned", "wait-ink", "selection", "wake",
    ]) {
      this[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = read(name);
    }
    this.waits = reasons.map((reason) => {
      const { hue, striped } = reasonStyle(reason);
      const colour = read(`wait-${hue}`);
      return striped ? stripes(colour, read(`wait-${hue}-alt`)) : colour;
    });
    this.hatch = stripes(this.blocked, read("blocked-alt"));
    this.font = `11px ${style.fontFamily}`;
  }
}

/** A pattern of slanted stripes. */
function stripes(colour, other) {
  const tile = element("canvas", { width: 8, height: 8 });
  const context = tile.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 8, 8);
  context.strokeStyle = other;
  context.lineWidth = 2.4;
  context.beginPath();
  for (const offset of [-8, 0, 8]) {
    context.moveTo(offset - 1, 9);
    context.lineTo(offset + 9, -1);
  }
  context.stroke();
  return context.createPattern(tile, "repeat");
}
