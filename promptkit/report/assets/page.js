"use strict";
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  // Colours in figures are names of CSS variables, so that one figure serves light and dark.
  const coloured = (value, style) => {
    if (typeof value === "string" && value.startsWith("--")) return style.getPropertyValue(value).trim();
    if (Array.isArray(value)) return value.map((inner) => coloured(inner, style));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coloured(inner, style)]));
  };

  const draw = (place) => {
    const figure = coloured(figures[place.dataset.figure], getComputedStyle(document.documentElement));
    Plotly.react(place, figure.data, figure.layout, { displayModeBar: false, responsive: true });
    place.dataset.drawn = "yes";
  };

  const drawInside = (root) => root.querySelectorAll(".chart").forEach((place) => place.dataset.drawn || draw(place));

  document.querySelectorAll(".chart").forEach((place) => place.closest("details") || draw(place));
  document.querySelectorAll("details").forEach((details) => {
    details.addEventListener("toggle", () => details.open && drawInside(details));
  });
  dark.addEventListener("change", () => document.querySelectorAll(".chart[data-drawn]").forEach(draw));
})();
