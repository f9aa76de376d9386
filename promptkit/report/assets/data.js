// What the page knows: see `cases.data` in Python.
const data = JSON.parse(document.getElementById("data").textContent);
const SIDES = ["a", "b"].slice(0, data.sides.length);
const metricOf = new Map(data.metrics.map((metric) => [metric.name, metric]));

/** A packed curve as points [seconds, value]. */
const unpacked = (packed) => {
  const points = [];
  let milliseconds = 0;
  for (let n = 0; n < packed.t.length; n += 1) {
    milliseconds += packed.t[n];
    points.push([milliseconds / 1000, packed.low + (packed.y[n] / 999) * (packed.high - packed.low)]);
  }
  return points;
};

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Three significant digits, without an exponent where a reader can do without. */
const number = (value) => {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return (size >= 1e-4 && size < 1e5 ? String(Number(value.toPrecision(3))) : value.toExponential(2)).replace("-", "−");
};

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const drawn = (name, attributes = {}) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
