// The strip on top: the whole recording, how busy its loops were, and which part of it is in sight; and the axis below.

class Overview {
  constructor(model) {
    this.model = model;
    this.busy = new Float32Array(0);
  }

  draw(canvas, colours, view, whole) {
    const context = contextOf(canvas);
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const scale = new Scale(whole.from, whole.to, width);
    this.measure(scale);
    context.clearRect(0, 0, width, height);
    this.drawBusy(context, colours, height);
    this.drawBlocked(context, colours, scale, height);
    drawWindow(context, colours, scale.x(view.from), scale.x(view.to), width, height);
  }

  /** For each column of pixels, which part of it loops were busy. */
  measure(scale) {
    if (this.busy.length === scale.width) {
      return;
    }
    this.busy = new Float32Array(scale.width);
    const { from, to, count } = this.model.slices;
    for (let i = 0; i < count; i++) {
      this.add(scale.x(from[i]), scale.x(to[i]));
    }
    const loops = Math.max(1, this.model.loops.filter((loop) => loop.slices.length > 0).length);
    this.busy.forEach((time, column) => (this.busy[column] = Math.min(1, time / loops)));
  }

  add(left, right) {
    for (let column = Math.max(0, Math.floor(left)); column < right && column < this.busy.length; column++) {
      this.busy[column] += Math.min(right, column + 1) - Math.max(left, column);
    }
  }

  drawBusy(context, colours, height) {
    context.fillStyle = colours.slice;
    this.busy.forEach((part, column) => {
      if (part > 0) {
        const high = Math.max(1.5, Math.sqrt(part) * (height - 8));
        context.fillRect(column, height - 2 - high, 1, high);
      }
    });
  }

  drawBlocked(context, colours, scale, height) {
    context.fillStyle = colours.blocked;
    for (const stretch of this.model.blocked) {
      const left = scale.x(stretch.from);
      context.fillRect(left, height - 4, Math.max(2, scale.x(stretch.to) - left), 4);
    }
  }
}

function drawWindow(context, colours, left, right, width, height) {
  context.fillStyle = colours.ground;
  context.globalAlpha = 0.7;
  context.fillRect(0, 0, left, height);
  context.fillRect(right, 0, width - right, height);
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  context.lineWidth = 1.5;
  context.strokeRect(left + 0.75, 0.75, Math.max(right - left - 1.5, 2), height - 1.5);
}

function drawAxis(canvas, colours, scale) {
  const context = contextOf(canvas);
  const height = canvas.clientHeight;
  const axis = axisMarks(scale.from, scale.to, scale.width);
  context.clearRect(0, 0, scale.width, height);
  context.font = colours.font;
  context.textBaseline = "middle";
  for (const mark of axis.marks) {
    const x = Math.round(scale.x(mark.time));
    context.fillStyle = colours.line;
    context.fillRect(x, height - 7, 1, 7);
    context.fillStyle = colours.inkSoft;
    if (x + 4 + context.measureText(mark.label).width <= scale.width) {
      context.fillText(mark.label, x + 4, height / 2);
    }
  }
  return axis;
}

function drawGrid(context, colours, scale, axis, height) {
  context.fillStyle = colours.line;
  for (const mark of axis.marks) {
    context.fillRect(Math.round(scale.x(mark.time)), 0, 1, height);
  }
}
