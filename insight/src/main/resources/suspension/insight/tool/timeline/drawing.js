// Draws what is visible, and only that: rows by their height, stretches by halving; what is narrower than a pixel is
// merged with its neighbours of the same kind.

const SLICE_HEIGHT = 16;
const WAIT_HEIGHT = 12;
const TEXT_FROM = 44;
/** Of stretches that are put together: how wide, how many at least to be pale, and how pale if they fill almost nothing. */
const RUN_WIDTH = 6;
const FEW = 4;
const PALEST = 0.35;

/** What part of the recording is seen, and how wide: from time to pixels and back. */
class Scale {
  constructor(from, to, width) {
    this.from = from;
    this.to = to;
    this.width = width;
    this.perPixel = (to - from) / Math.max(width, 1);
  }

  x(time) {
    return (time - this.from) / this.perPixel;
  }

  time(x) {
    return this.from + x * this.perPixel;
  }
}

/**
 * Visits the visible stretches of a track from left to right as visit(x, width, index, density). Stretches below a pixel
 * are put together, for some pixels and as long as kindOf(item) is the same; density is the part of the time that they
 * fill, and 1 for a few, so that these are seen however short they are.
 */
function visitRuns(track, scale, kindOf, visit) {
  const run = { first: -1, start: 0, end: 0 };
  const flush = (next) => {
    if (run.first >= 0) {
      const width = run.end - run.start;
      const density = track.duration(run.first, next) / (width * scale.perPixel);
      visit(run.start, width, run.first, next - run.first < FEW ? 1 : Math.min(1, density));
      run.first = -1;
    }
  };
  let i = track.firstEndingAfter(scale.from);
  while (i < track.length && track.from[i] < scale.to) {
    const left = Math.max(scale.x(track.from[i]), -4);
    const right = Math.min(scale.x(track.to[i]), scale.width + 4);
    if (right - left >= 1) {
      flush(i);
      visit(left, right - left, i, 1);
      i++;
      continue;
    }
    const column = Math.floor(left);
    const endsRun = () => column > run.end || column - run.start >= RUN_WIDTH;
    if (run.first >= 0 && (endsRun() || kindOf(track.items[run.first]) !== kindOf(track.items[i]))) {
      flush(i);
    }
    if (run.first < 0) {
      run.first = i;
      run.start = column;
    }
    run.end = column + 1;
    i = nextColumn(track, scale, i, column);
  }
  flush(i);
}

/** The first stretch after index i that is in a later column of pixels, or is wider than one. */
function nextColumn(track, scale, i, column) {
  const next = track.firstBeginningFrom(scale.time(column + 1), i + 1);
  const last = next - 1;
  return last > i && track.to[last] - track.from[last] >= scale.perPixel ? last : next;
}

/** Whether some stretch of a track, or of none, is at the same time as an item. */
function overlaps(track, spans, item) {
  const index = track ? track.firstEndingAfter(spans.from[item]) : 0;
  return track !== null && track !== undefined && index < track.length && track.from[index] < spans.to[item];
}

class Painter {
  constructor(model, colours, context, scale) {
    this.model = model;
    this.colours = colours;
    this.context = context;
    this.scale = scale;
    context.font = colours.font;
    context.textBaseline = "middle";
    context.direction = "ltr";
  }

  /** Draws the rows from a height of the layout on. `focus` tells what stands out: {match, reason, selected}. */
  drawRows(layout, top, height, focus) {
    const { rows } = layout;
    for (let index = layout.indexAt(top); index < rows.length && rows[index].y < top + height; index++) {
      this.drawRow(rows[index], rows[index].y - top, focus);
    }
  }

  drawRow(row, y, focus) {
    this.drawGround(row, y, focus);
    if (row.kind === "lane") {
      this.drawLane(row.lane, y, row.height, focus);
    } else if (row.kind === "lag") {
      this.drawLag(row, y);
    } else {
      this.drawTurn(row, y, focus);
    }
  }

  drawGround(row, y, focus) {
    const { context, colours } = this;
    if (row.index === focus.row || row.kind !== "lane") {
      context.fillStyle = row.index === focus.row ? colours.selection : colours.groundSoft;
      context.fillRect(0, y, this.scale.width, row.height);
    }
    context.fillStyle = colours.line;
    context.fillRect(0, y + row.height - 1, this.scale.width, 1);
  }

  /** The turn of a loop: who ran when. Neighbours of different tasks differ in shade. */
  drawTurn(row, y, focus) {
    const { colours, model } = this;
    const height = row.height - 14;
    const taskOf = (item) => model.slices.task[item];
    const isNamed = (item) => row.kind === "loop" && taskOf(item) >= 0 && !overlaps(row.blocked, model.slices, item);
    this.drawTrack(row.slices, y + 7, height, {
      kind: (item) => this.faded(taskOf(item), -1, focus) * 4 + (taskOf(item) < 0 ? 2 : model.tasks.shade[taskOf(item)]),
      fill: (item) => this.turnColour(taskOf(item)),
      text: (item) => (isNamed(item) ? model.nameOf(taskOf(item)) : ""),
      ink: colours.sliceInk,
      isFaded: (item) => this.faded(taskOf(item), -1, focus),
    });
    if (row.blocked) {
      const nameOf = (item) => model.nameOf(model.taskIndex(model.blocked[item].task));
      this.drawBlocked(row.blocked, y + 3, row.height - 6, (item) => `${nameOf(item)} blocks the loop: `);
    }
  }

  turnColour(task) {
    const { colours, model } = this;
    return task < 0 ? colours.returned : model.tasks.shade[task] ? colours.slice : colours.sliceAlt;
  }

  drawLane(lane, y, height, focus) {
    this.drawLives(lane, y + height / 2, focus);
    this.drawWaits(lane, y + (height - WAIT_HEIGHT) / 2, focus);
    this.drawSlices(lane, y + (height - SLICE_HEIGHT) / 2, focus);
    if (lane.blocked) {
      this.drawBlocked(lane.blocked, y + 2, height - 4, () => "blocks the loop: ");
    }
    this.drawOutcomes(lane, y + height / 2, focus);
  }

  /** From created to ended: what shows between slices and waits is time in which the task was ready. */
  drawLives(lane, middle, focus) {
    const { colours } = this;
    this.drawTrack(lane.lives, middle - 1.5, 3, {
      kind: (task) => this.faded(task, -1, focus),
      fill: () => colours.ready,
      isFaded: (task) => this.faded(task, -1, focus),
    });
  }

  drawWaits(lane, y, focus) {
    const { colours, model } = this;
    const { waits } = model;
    this.drawTrack(lane.waits, y, WAIT_HEIGHT, {
      kind: (item) => waits.why[item] * 2 + this.faded(waits.task[item], waits.why[item], focus),
      fill: (item) => colours.waits[waits.why[item]],
      text: (item) => (lane.shared ? model.nameOf(waits.task[item]) : model.texts[waits.what[item]]),
      ink: colours.waitInk,
      plate: (item) => typeof colours.waits[waits.why[item]] !== "string",
      isFaded: (item) => this.faded(waits.task[item], waits.why[item], focus),
    });
    this.drawTrack(lane.calls, y + WAIT_HEIGHT - 1, 3, {
      kind: (item) => this.faded(model.calls.task[item], -1, focus),
      fill: () => colours.call,
      isFaded: (item) => this.faded(model.calls.task[item], -1, focus),
    });
  }

  drawSlices(lane, y, focus) {
    const { colours, model } = this;
    const { slices } = model;
    const textOf = (item) => (lane.shared ? model.nameOf(slices.task[item]) : formatDuration(slices.to[item] - slices.from[item]));
    this.drawTrack(lane.slices, y, SLICE_HEIGHT, {
      kind: (item) => this.faded(slices.task[item], -1, focus),
      fill: () => colours.slice,
      text: (item) => (overlaps(lane.blocked, slices, item) ? "" : textOf(item)),
      ink: colours.sliceInk,
      isFaded: (item) => this.faded(slices.task[item], -1, focus),
    });
  }

  drawBlocked(track, y, height, words) {
    const { context, colours, scale } = this;
    visitRuns(track, scale, () => 0, (x, width, index) => {
      const wide = Math.max(width, 2);
      context.fillStyle = colours.hatch;
      context.fillRect(x, y, wide, height);
      context.strokeStyle = colours.blocked;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, wide - 1, height - 1);
      const text = words(track.items[index]) + formatDuration(track.to[index] - track.from[index]);
      this.write(text, x, y, wide, height, colours.ink, true);
    });
  }

  /** A mark where a task ended: a tick if it returned, a cross if it failed, a hollow square if it was cancelled. */
  drawOutcomes(lane, middle, focus) {
    const { context, colours, model, scale } = this;
    const lastX = {};
    const { lives } = lane;
    const first = lives.firstEndingAfter(scale.from - 8 * scale.perPixel);
    for (let i = first; i < lives.length && lives.from[i] < scale.to; i++) {
      const x = scale.x(lives.to[i]);
      const outcome = model.tasks.outcome[lives.items[i]];
      if (outcome === "pending" || x < -8 || x > scale.width + 8 || x - lastX[outcome] < (outcome === "returned" ? 5 : 2)) {
        continue;
      }
      lastX[outcome] = x;
      context.globalAlpha = this.faded(lives.items[i], -1, focus) ? 0.2 : 1;
      drawOutcome(context, colours, outcome, x, middle);
      context.globalAlpha = 1;
    }
  }

  /** How late the loop was: its queue and its timers, one step a measurement, the greatest as high as the row. */
  drawLag(row, y) {
    const { context, colours, scale } = this;
    const height = row.height - 6;
    for (const [field, colour] of [["timer", colours.call], ["queue", colours.wake]]) {
      context.fillStyle = colour;
      let before = 0;
      for (const lag of row.lags) {
        const left = scale.x(before);
        const right = scale.x(lag.at);
        before = lag.at;
        const high = (lag[field] / row.mostLag) * height;
        if (right >= 0 && left <= scale.width && high > 0) {
          const wide = field === "queue" ? right - left : Math.min(3, right - left);
          context.globalAlpha = 0.75;
          const shown = Math.max(high, 1);
          context.fillRect(Math.max(left, -4), y + row.height - 2 - shown, clamp(wide, 1, scale.width + 8), shown);
        }
      }
    }
    context.globalAlpha = 1;
  }

  /** Whether a task, or a wait for a reason, steps back behind what was searched for or picked in the legend. */
  faded(task, reason, focus) {
    const unmatched = focus.matches !== null && !focus.matches.has(task);
    const unpicked = focus.reason >= 0 && focus.reason !== reason;
    return unmatched || unpicked ? 1 : 0;
  }

  drawTrack(track, y, height, style) {
    const { context } = this;
    visitRuns(track, this.scale, style.kind, (x, width, index, density) => {
      const item = track.items[index];
      context.globalAlpha = (style.isFaded(item) ? 0.2 : 1) * (PALEST + (1 - PALEST) * density);
      context.fillStyle = style.fill(item);
      this.bar(x, y, width, height);
      if (style.text && density === 1 && width >= TEXT_FROM) {
        this.write(style.text(item), x, y, width, height, style.ink, style.plate?.(item) ? context.fillStyle : null);
      }
    });
    context.globalAlpha = 1;
  }

  bar(x, y, width, height) {
    const { context } = this;
    if (width < RUN_WIDTH + 1 || height < 6) {
      context.fillRect(x, y, Math.max(width, 1), height);
      return;
    }
    context.beginPath();
    context.roundRect(x + 0.25, y, width - 0.5, height, 2.5);
    context.fill();
  }

  /** Writes a text where a bar is visible, as much of it as there is room for. */
  write(text, x, y, width, height, ink, plate) {
    const left = Math.max(x, 0) + 5;
    const room = Math.min(x + width, this.scale.width) - left - 4;
    const shown = room >= TEXT_FROM - 9 ? fitText(this.context, text, room) : "";
    if (shown === "") {
      return;
    }
    if (plate) {
      this.context.fillStyle = this.colours.ground;
      this.context.globalAlpha *= 0.82;
      this.context.fillRect(left - 3, y + 1, textWidth(this.context, shown) + 6, height - 2);
      this.context.globalAlpha = Math.min(1, this.context.globalAlpha / 0.82);
    }
    this.context.fillStyle = plate ? this.colours.ink : ink;
    this.context.fillText(shown, left, y + height / 2 + 0.5);
  }
}

function drawOutcome(context, colours, outcome, x, middle) {
  if (outcome === "returned") {
    context.fillStyle = colours.returned;
    context.fillRect(x - 0.75, middle - 7, 1.5, 14);
    return;
  }
  context.lineWidth = 2;
  context.strokeStyle = outcome === "failed" ? colours.failed : colours.cancelled;
  context.fillStyle = colours.ground;
  context.beginPath();
  context.arc(x, middle, 6, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  if (outcome === "failed") {
    context.moveTo(x - 3.5, middle - 3.5);
    context.lineTo(x + 3.5, middle + 3.5);
    context.moveTo(x + 3.5, middle - 3.5);
    context.lineTo(x - 3.5, middle + 3.5);
  } else {
    context.rect(x - 3.5, middle - 3.5, 7, 7);
  }
  context.stroke();
}

const textWidths = new Map();

/** Width of a text in the font of all lanes; remembered, as measuring is slow. */
function textWidth(context, text) {
  let width = textWidths.get(text);
  if (width === undefined) {
    if (textWidths.size > 5000) {
      textWidths.clear();
    }
    width = context.measureText(text).width;
    textWidths.set(text, width);
  }
  return width;
}

/** A text, or its beginning and an ellipsis, or nothing if that would say too little. */
function fitText(context, text, room) {
  if (textWidth(context, text) <= room) {
    return text;
  }
  let letters = Math.floor((room / textWidth(context, text)) * text.length);
  while (letters > 2 && textWidth(context, cut(text, letters)) > room) {
    letters--;
  }
  return letters > 2 ? cut(text, letters) : "";
}

/** The first letters of a text, and an ellipsis; never half a pair of surrogates. */
function cut(text, letters) {
  const last = text.charCodeAt(letters - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? letters - 1 : letters)}…`;
}
