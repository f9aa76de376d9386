// The rows: found, put in order, opened by click, link or key.

const list = document.querySelector(".cases");
const form = document.querySelector(".filters");
const rows = [...list.children].map((article, n) => ({ article, known: data.cases[n], n }));
const ofArticle = new Map(rows.map((row) => [row.article, row]));
const ofCase = new Map(rows.map((row) => [row.known.id, row]));
const alone = document.querySelector("section.alone") ? rows[0] : null;
let shown = rows;
let open = null;
let chosen = "";

const dress = (row) => {
  if (row.isDressed) return;
  row.isDressed = true;
  for (const place of row.article.querySelectorAll(".scores [data-metric]")) {
    const svg = spark(row.known, place.dataset.metric);
    if (svg) place.append(svg);
  }
};
const around = windowOf(list, dress);

/** The text by which a row is found; made once, when it is first asked for. */
const textOf = (row) => {
  row.text ??= `${row.known.id} ${row.article.querySelector("blockquote")?.textContent ?? ""}`.toLowerCase();
  return row.text;
};

/** How bad a row is by a metric, for sorting; null where it has no value. */
const badness = {
  worst: (values, sign) => (values.some((value) => value !== null) ? Math.max(...values.filter((value) => value !== null).map((value) => sign * value)) : null),
  lost: ([a, b], sign) => (a === null || b === null || b === undefined ? null : sign * (b - a)),
  won: ([a, b], sign) => (a === null || b === null || b === undefined ? null : sign * (a - b)),
};

const wanted = () => Object.fromEntries(new FormData(form));

const ordered = (found, { order, metric }) => {
  if (order === "name") return [...found].sort((one, other) => one.known.id.localeCompare(other.known.id, undefined, { numeric: true }));
  if (!order) return found;
  const name = metric || data.metrics[0]?.name;
  const sign = metricOf.get(name)?.better === "higher" ? -1 : 1;
  const keyed = found.map((row) => [row, badness[order](row.known.values[name] ?? [null, null], sign)]);
  return keyed.sort((one, other) => (other[1] ?? -Infinity) - (one[1] ?? -Infinity) || one[0].n - other[0].n).map(([row]) => row);
};

const has = ({ known }, flag) => (flag === "(none)" ? known.flags.length === 0 : flag === "(some)" ? known.flags.length > 0 : known.flags.includes(flag));

/** Mark a metric in every row. */
const choose = (metric) => {
  for (const { article } of rows) {
    article.querySelector(".chosen")?.classList.remove("chosen");
    if (metric) article.querySelector(`[data-metric="${CSS.escape(metric)}"]`)?.classList.add("chosen");
  }
  chosen = metric;
};

/** Show the rows that are wanted, in the order that is wanted. */
const apply = () => {
  const { text, metric, flag, order } = wanted();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) =>
    (!flag || has(row, flag)) &&
    (!metric || row.known.values[metric]?.some((value) => value !== null)) &&
    words.every((word) => textOf(row).includes(word)));
  shown = ordered(found, { order, metric });
  if (open && !shown.includes(open)) close();
  if (metric !== chosen) choose(metric);
  around.show(shown);
  form.querySelector("output").textContent = found.length === rows.length ? `${rows.length} cases` : `${found.length} of ${rows.length} cases`;
};

const close = () => {
  if (!open) return;
  open.article.classList.remove("open");
  open.article.querySelector("h3 a")?.removeAttribute("aria-current");
  emptyViewer();
  open = null;
};

/** Put a case's clips and curves into its row, above its numbers; the one clip of a page has those further down. */
const unfold = (row) => {
  close();
  open = row;
  row.article.classList.add("open");
  row.article.querySelector("h3 a")?.setAttribute("aria-current", "true");
  fillViewer(row.known);
  row.article.insertBefore(viewer, row.article.querySelector(".scores"));
};

/** Open a case, at a time where one is given. */
const show = (row, { at = null } = {}) => {
  const isNew = open !== row;
  around.reveal(row);
  if (isNew) unfold(row);
  if (row === alone) {
    if (at !== null) player.seek(at);
    return;
  }
  history.replaceState(null, "", `#case=${encodeURIComponent(row.known.id)}`);
  if (at !== null) player.seek(at);
  if (isNew || at === null) row.article.scrollIntoView({ block: "start" });
  row.article.querySelector("h3 a").focus({ preventScroll: true });
};

const showCase = (id) => {
  const row = ofCase.get(id);
  if (!row) return;
  if (!shown.includes(row)) {
    form.reset();
    apply();
  }
  show(row);
};

const fromAddress = () => {
  const id = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get("case");
  if (id !== null) showCase(id);
};

const move = (by) => {
  const at = open ? shown.indexOf(open) + by : 0;
  if (shown[at]) show(shown[at]);
};

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => form.elements.text.focus(),
  Escape: () => alone || close(),
  " ": () => player?.toggle(),
  ArrowLeft: () => player?.step(-1),
  ArrowRight: () => player?.step(1),
};

/** Keys that mean something where the focus is: letters in a field, the space bar on a button, arrows on a slider. */
const isTaken = (key, { tagName, type }) =>
  (tagName === "INPUT" && (type !== "range" || key.startsWith("Arrow"))) || tagName === "SELECT" || tagName === "TEXTAREA" ||
  (key === " " && (tagName === "BUTTON" || tagName === "SUMMARY"));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || isTaken(event.key, event.target)) return;
  if (!player && (event.key === " " || event.key.startsWith("Arrow"))) return;
  event.preventDefault();
  KEYS[event.key]();
});

list.addEventListener("click", (event) => {
  const row = ofArticle.get(event.target.closest("article"));
  const link = event.target.closest("h3 a");
  const still = event.target.closest("img[data-at]");
  if (!row || !(link || still)) return;
  event.preventDefault();
  if (link && row === open) close();
  else show(row, still ? { at: Number(still.dataset.at) } : {});
});

let due = 0;
form.addEventListener("input", () => {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(apply);
});
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", fromAddress);
window.addEventListener("beforeprint", () => {
  around.revealAll();
  shown.forEach(dress);
});

const offer = (select, values) => select.append(...values.map((value) => element("option", { value }, value)));
offer(form.elements.metric, data.metrics.map((metric) => metric.name));
offer(form.elements.flag, ["(some)", "(none)", ...new Set(data.cases.flatMap((known) => known.flags))]);
form.hidden = rows.length === 0 || Boolean(alone);
document.querySelector(".keys").hidden = rows.length === 0;
apply();
if (alone) show(alone);
else fromAddress();
