// Dots in the charts: a click opens the case of the nearest one.

/** A press in the units of an SVG's viewBox. */
const placeIn = (svg, event) => {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [point.x, point.y];
};

const nearest = (distance) => {
  let best = null;
  let apart = 16;
  data.cases.forEach((known) => SIDES.forEach((_, side) => {
    const found = distance(known, side);
    if (found !== null && found < apart) [best, apart] = [known.id, found];
  }));
  return best;
};

const valueOf = (known, metric, side) => known.values[metric]?.[side] ?? null;

document.querySelectorAll("svg[data-pick]").forEach((svg) => svg.addEventListener("click", (event) => {
  const [x, y] = placeIn(svg, event);
  const [low, high] = [Number(svg.dataset.low), Number(svg.dataset.high)];
  const pressed = SIDES.indexOf(svg.dataset.sides[y > 31 ? svg.dataset.sides.length - 1 : 0]);
  const picked = nearest((known, side) => {
    const value = valueOf(known, svg.dataset.pick, side);
    return value === null || side !== pressed ? null : Math.abs(8 + ((value - low) / (high - low)) * 384 - x);
  });
  if (picked !== null) showCase(picked);
}));

document.querySelectorAll("svg[data-pick-x]").forEach((svg) => svg.addEventListener("click", (event) => {
  const [x, y] = placeIn(svg, event);
  const scale = (text) => {
    const [low, high, first, last] = text.split(" ").map(Number);
    return (value) => first + ((value - low) / (high - low)) * (last - first);
  };
  const [across, up] = [scale(svg.dataset.x), scale(svg.dataset.y)];
  const picked = nearest((known, side) => {
    const [at, height] = [valueOf(known, svg.dataset.pickX, side), valueOf(known, svg.dataset.pickY, side)];
    return at === null || height === null ? null : Math.hypot(across(at) - x, up(height) - y);
  });
  if (picked !== null) showCase(picked);
}));

// A page about a run that goes on loads itself again, unless somebody is looking at a case or typing.
const reload = document.querySelector("meta[name=reload]");
if (reload) setInterval(() => open || document.activeElement.matches("input, select") || location.reload(), 1000 * reload.content);
