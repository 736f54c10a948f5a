// Times in words, and the marks of the axis. All times are in microseconds.

const UNITS = [
  { name: "s", size: 1e6 },
  { name: "ms", size: 1e3 },
  { name: "µs", size: 1 },
];

function formatDuration(duration) {
  if (duration >= 60e6) {
    const seconds = Math.round(duration / 1e6);
    return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? "" : ` ${seconds % 60} s`}`;
  }
  const unit = UNITS.find((candidate) => duration >= candidate.size * 0.9995) ?? UNITS[2];
  const value = duration / unit.size;
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${unit.name}`;
}

/** A moment, counted from the start of the recording, to the microsecond where it is not round. */
function formatMoment(time) {
  const digits = time % 1e6 === 0 ? 0 : time % 1e3 === 0 ? 3 : 6;
  return `${(time / 1e6).toFixed(digits)} s`;
}

/** 1, 2 or 5 times a power of ten: the least such that is no less than `least`. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999999);
}

/**
 * The marks of an axis. Where full times would be long, the labels count from a base, which is told apart:
 * "+250 µs" from "12.345 s".
 */
function axisMarks(from, to, width, gap = 96) {
  const step = roundStep(Math.max(((to - from) / Math.max(width, 1)) * gap, 1e-3));
  const unit = axisUnit(step, to);
  const thousand = unit.size * 1000;
  const base = from >= thousand * 10 && unit.size < 1e6 ? Math.floor(from / thousand) * thousand : 0;
  const marks = [];
  for (let index = Math.ceil(from / step); index * step <= to; index++) {
    marks.push({ time: index * step, label: axisLabel(index * step - base, unit, base > 0) });
  }
  return { marks, step, base };
}

/** The greatest unit of which steps are whole; or seconds, if their tenths read better. */
function axisUnit(step, to) {
  if (step >= 1e5 && to >= 1.5e6) {
    return UNITS[0];
  }
  return UNITS.find((candidate) => step >= candidate.size * 0.999999) ?? UNITS[2];
}

function axisLabel(time, unit, counted) {
  const value = Number((time / unit.size).toFixed(3)).toLocaleString("en");
  return `${counted ? "+" : ""}${value} ${unit.name}`;
}

/** A text with durations as people write them: "sleep of 2 s" for "sleep of PT2S". */
function withReadableDurations(text) {
  return text.replace(/\bPT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?\b/g, (_, hours = 0, minutes = 0, seconds = 0) =>
    formatDuration(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6));
}
