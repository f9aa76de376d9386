// Curves over time: small ones in the rows, large ones under the players.

const NEAR_PX = 14;

/** The curves of one metric of one case, on one scale; null where there is none. */
const curvesOf = (known, metric) => {
  const packed = known.series[metric];
  if (!packed) return null;
  const [low, high] = known.scales[metric];
  const lines = packed.map((one) => one && unpacked(one));
  const least = Math.min(...packed.filter(Boolean).map((one) => one.low));
  const most = Math.max(...packed.filter(Boolean).map((one) => one.high));
  return { low, high, least, most, lines };
};

const axes = new WeakMap();

/** Where the curves of a case begin and end: all have one axis of time, so that what happens at one time stands in one place. */
const axisOf = (known) => {
  if (!axes.has(known)) axes.set(known, { from: startOf(known), until: endOf(known) });
  return axes.get(known);
};

const endOf = (known) => {
  const milliseconds = Object.values(known.series).flat().filter(Boolean).map((one) => one.t.reduce((sum, step) => sum + step, 0));
  return Math.max(0.001, ...known.clips.filter(Boolean).map((clip) => clip.until), ...milliseconds.map((end) => end / 1000));
};

/** Where a part of the clip was scored, with that part. */
const startOf = (known) => Math.min(...known.clips.filter(Boolean).map((clip) => clip.from), known.clips.some(Boolean) ? Infinity : 0);

const pathOf = (line, across, up) =>
  "M" + line.map(([t, y]) => `${across(t).toFixed(1)} ${up(y).toFixed(1)}`).join("L") + (line.length === 1 ? "h0" : "");

/** Draw the lines of `curves` into an SVG element of that size, between the times `from` and `until`; and zero, where it is within. */
const drawLines = (svg, curves, { width, height, from, until }) => {
  const across = (t) => ((t - from) / (until - from || 1)) * width;
  const up = (y) => height - 2 - ((y - curves.low) / (curves.high - curves.low || 1)) * (height - 4);
  if (curves.low < 0 && curves.high > 0) svg.append(drawn("line", { class: "zero", x2: width, y1: up(0), y2: up(0) }));
  curves.lines.forEach((line, n) => line && svg.append(drawn("path", { class: `line ${SIDES[n]}${line.length === 1 ? " alone" : ""}`, d: pathOf(line, across, up) })));
};

/** The small curve beside a number. */
const spark = (known, metric) => {
  const curves = curvesOf(known, metric);
  if (!curves?.lines.some((line) => line?.length > 1)) return null;
  const svg = drawn("svg", { class: "spark", viewBox: "0 0 88 22", preserveAspectRatio: "none", "aria-hidden": "true" });
  drawLines(svg, curves, { width: 88, height: 22, ...axisOf(known) });
  return svg;
};

/** The time of the worst value: highest where lower is better, lowest where higher is, most unusual otherwise. */
const worstMoment = (curves, better) => {
  const points = curves.lines.filter(Boolean).flat();
  const badness = (y) => (better === "higher" ? -y : y);
  return points.reduce((worst, point) => (badness(point[1]) > badness(worst[1]) ? point : worst));
};

/** The point of the curves that a pointer is at, by pixels; null where it is at none. */
const pointAt = (curves, { x, y, width, height, from, until }) => {
  let best = null;
  let apart = NEAR_PX ** 2;
  for (const line of curves.lines.filter(Boolean)) {
    for (const [t, value] of line) {
      const dx = ((t - from) / (until - from || 1)) * width - x;
      const dy = height - ((value - curves.low) / (curves.high - curves.low || 1)) * height - y;
      if (dx * dx + dy * dy < apart) [best, apart] = [[t, value], dx * dx + dy * dy];
    }
  }
  return best;
};

/** A large curve with its cursor; `seek(seconds)` is called where it is clicked or dragged. */
const largeCurve = (known, metric, { from, until, seek }) => {
  const curves = curvesOf(known, metric);
  const { unit, better, margin } = metricOf.get(metric).curve;
  const svg = drawn("svg", { viewBox: "0 0 1000 100", preserveAspectRatio: "none", role: "img",
    "aria-label": `${metric} over time, ${number(curves.least)} to ${number(curves.most)} ${unit}, drawn from ${number(curves.low)} to ${number(curves.high)}` });
  drawLines(svg, curves, { width: 1000, height: 100, from, until });
  const cursor = drawn("line", { class: "cursor", y1: 0, y2: 100 });
  svg.append(cursor);
  const worst = worstMoment(curves, better);
  const jump = element("button", { type: "button", class: "worst" }, `${better === "higher" ? "lowest" : "highest"} ${number(worst[1])} at ${worst[0].toFixed(2)} s`);
  jump.hidden = curves.most - curves.least <= margin; // nothing stands out
  jump.addEventListener("click", () => seek(worst[0]));
  listen(svg, curves, { from, until, seek });
  const scale = element("span", { class: "scale" }, `${number(curves.low)} – ${number(curves.high)}`);
  const figure = element("figure", { "data-metric": metric },
    element("figcaption", {}, element("b", {}, metric), " ", element("small", {}, unit), " ", scale, jump), svg);
  const show = (t) => {
    const x = clamp(((t - from) / (until - from || 1)) * 1000, 0, 1000);
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
  };
  return { figure, show };
};

/** A press near a point of the curve goes to that point, elsewhere to that time; dragging scrubs. */
const listen = (svg, curves, { from, until, seek }) => {
  let pressed = null;
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width, height: box.height, from, until };
  };
  const timeOf = ({ x, width }) => from + clamp(x / width, 0, 1) * (until - from);
  svg.addEventListener("pointerdown", (event) => {
    pressed = event.clientX;
    svg.setPointerCapture(event.pointerId);
    const place = at(event);
    const point = pointAt(curves, place);
    seek(point ? point[0] : timeOf(place));
  });
  svg.addEventListener("pointermove", (event) => {
    if (pressed !== null && Math.abs(event.clientX - pressed) > 3) seek(timeOf(at(event)));
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { pressed = null; });
};
