// Who woke whom. All wake-ups are shown once few enough are in sight, and those of the selected task always.

const MOST_WAKES = 120;

class Arrows {
  constructor(model) {
    this.model = model;
    this.selected = -1;
    this.own = [];
  }

  /** Numbers of the wakes to draw. */
  visible(scale, selected) {
    const { time } = this.model.wakes;
    const first = firstIndex(time, 0, time.length, (moment) => moment >= scale.from);
    const last = firstIndex(time, first, time.length, (moment) => moment > scale.to);
    if (last - first <= MOST_WAKES) {
      return Array.from({ length: last - first }, (_, i) => first + i);
    }
    const inSight = this.wakesOf(selected).filter((wake) => wake >= first && wake < last);
    return thinned(inSight, (wake) => scale.x(time[wake]), 4);
  }

  /** The wakes that a task made, or had. */
  wakesOf(task) {
    if (task !== this.selected) {
      const { by, wait } = this.model.wakes;
      this.selected = task;
      this.own = [];
      for (let wake = 0; task >= 0 && wake < by.length; wake++) {
        if (by[wake] === task || this.model.waits.task[wait[wake]] === task) {
          this.own.push(wake);
        }
      }
    }
    return this.own;
  }

  draw(context, colours, scale, layout, top, height, selected) {
    for (const wake of this.visible(scale, selected)) {
      const by = this.model.wakes.by[wake];
      const woken = this.model.waits.task[this.model.wakes.wait[wake]];
      const from = rowMiddle(layout, by) - top;
      const to = rowMiddle(layout, woken) - top;
      if (Math.max(from, to) >= 0 && Math.min(from, to) <= height && from !== to) {
        const own = by === selected || woken === selected;
        context.globalAlpha = own ? 1 : selected >= 0 ? 0.35 : 0.75;
        drawArrow(context, own ? colours.accent : colours.wake, scale.x(this.model.wakes.time[wake]), from, to, own ? 2 : 1.25);
      }
    }
    context.globalAlpha = 1;
  }
}

function rowMiddle(layout, task) {
  const row = layout.rows[layout.rowOfTask[task]];
  return row ? row.y + row.height / 2 : -1e6;
}

/** Leaves out what is nearer to its forerunner than a distance. */
function thinned(items, xOf, distance) {
  let last = -Infinity;
  return items.filter((item) => {
    const keep = xOf(item) - last >= distance;
    last = keep ? xOf(item) : last;
    return keep;
  });
}

function drawArrow(context, colour, x, from, to, width) {
  const down = to > from ? 1 : -1;
  const tip = to - down * 7;
  const bend = Math.min(14, Math.abs(tip - from) / 2);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, from, 2.5, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.moveTo(x, from);
  context.bezierCurveTo(x - bend, from + down * bend, x - bend, tip - down * bend, x, tip - down * 4);
  context.stroke();
  context.beginPath();
  context.moveTo(x, tip + down * 1.5);
  context.lineTo(x - 4, tip - down * 5.5);
  context.lineTo(x + 4, tip - down * 5.5);
  context.fill();
}
