// Only rows near the screen stand in the document: a thousand rows cost as much as twenty. Rows live in blocks; a block
// that is far away is empty and as high as it was, or as high as its rows usually are.

const FEW = 60; // rows that may all stand there: the browser's own search finds them
const BLOCK = 4; // rows
const USUAL_PX = 240;
const AROUND = "900px";
const DRESS_MS = 4; // of a frame for small curves: scrolling stays smooth however many rows come by

/** Show rows ({article, ...}) inside `list`; `dress(row)` is called once for each row, some time after it came up. */
const windowOf = (list, dress) => {
  const bare = new Set();
  const known = new Map(); // block → its rows
  let usual = USUAL_PX;

  const dressSome = () => {
    const begun = performance.now();
    for (const row of bare) {
      if (performance.now() - begun > DRESS_MS) break;
      bare.delete(row);
      if (row.article.isConnected) dress(row);
    }
    if (bare.size) requestAnimationFrame(dressSome);
  };
  const fill = (block) => {
    if (block.firstChild) return;
    const isIdle = bare.size === 0;
    const rows = known.get(block);
    block.style.height = "";
    block.append(...rows.map((row) => row.article));
    rows.forEach((row) => row.isDressed || bare.add(row));
    if (isIdle && bare.size) requestAnimationFrame(dressSome);
  };
  const empty = (block, height) => {
    if (!block.firstChild || block.querySelector(".open")) return;
    usual = height / known.get(block).length;
    block.style.height = `${height}px`;
    block.replaceChildren();
  };
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target, boundingClientRect } of seen) {
      if (isIntersecting) fill(target);
      else if (known.has(target)) empty(target, boundingClientRect.height);
    }
  }, { rootMargin: AROUND });

  const show = (rows) => {
    near.disconnect();
    known.clear();
    const blocks = [];
    for (let n = 0; n < rows.length; n += BLOCK) {
      const block = document.createElement("div");
      const some = rows.slice(n, n + BLOCK);
      known.set(block, some);
      some.forEach((row) => { row.block = block; });
      block.style.height = `${usual * some.length}px`;
      blocks.push(block);
    }
    list.replaceChildren(...blocks);
    (rows.length > FEW ? blocks.slice(0, 2) : blocks).forEach(fill);
    if (rows.length > FEW) blocks.forEach((block) => near.observe(block));
  };
  return { show, reveal: (row) => fill(row.block), revealAll: () => [...known.keys()].forEach(fill) };
};
