// The open case: its clips side by side, and its curves under them. One viewer moves from case to case.

const viewer = document.getElementById("viewer").content.firstElementChild;
const [playButton, backButton, onButton] = viewer.querySelectorAll("button");
const scrub = viewer.querySelector(".scrub");
const clock = viewer.querySelector(".clock");
let player = null;

/** Load a clip into its place; null where there is nothing to play. */
const load = (place, clip) => {
  const video = place.querySelector("video");
  const gone = place.querySelector(".gone");
  video.hidden = !clip;
  gone.hidden = Boolean(clip);
  gone.textContent = "There is no clip to play.";
  if (!clip) {
    video.removeAttribute("src");
    return null;
  }
  video.src = clip.src;
  video.onerror = () => {
    if (!video.hasAttribute("src")) return;
    video.hidden = true;
    gone.hidden = false;
    gone.textContent = "This browser cannot find or play the clip.";
  };
  return { video, ...clip };
};

const fillViewer = (known) => {
  const places = [...viewer.querySelectorAll(".player")];
  const clips = places.map((place, n) => load(place, known.clips[n])).filter(Boolean);
  const names = Object.keys(known.series);
  const { from, until } = axisOf(known);
  const fps = Math.max(1, ...clips.map((clip) => clip.fps || 24));
  const seek = (t) => player?.seek(t);
  const curves = names.map((name) => largeCurve(known, name, { from, until, seek }));
  const show = (t) => {
    clock.textContent = `${t.toFixed(2)} s`;
    scrub.value = t;
    scrub.setAttribute("aria-valuetext", `${t.toFixed(2)} seconds`);
    curves.forEach((curve) => curve.show(t));
    const isPlaying = Boolean(player?.isPlaying());
    playButton.textContent = isPlaying ? "❚❚" : "▶";
    playButton.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
  };
  Object.assign(scrub, { min: from, max: until, step: 1 / fps });
  viewer.querySelector(".curves").replaceChildren(...curves.map((curve) => curve.figure));
  viewer.querySelector(".transport").hidden = clips.length === 0;
  player = clips.length ? playerOf(clips, { fps, from, until, show }) : { seek: show, pause() {}, step() {}, toggle() {}, isPlaying: () => false, setSpeed() {} };
  player.setSpeed(Number(viewer.querySelector(".speed select").value));
  show(from);
};

const emptyViewer = () => {
  player?.pause();
  player = null;
  viewer.querySelectorAll("video").forEach((video) => video.removeAttribute("src"));
  viewer.remove();
};

playButton.addEventListener("click", () => player?.toggle());
backButton.addEventListener("click", () => player?.step(-1));
onButton.addEventListener("click", () => player?.step(1));
scrub.addEventListener("input", () => player?.seek(Number(scrub.value)));
viewer.querySelector(".speed select").addEventListener("change", (event) => player?.setSpeed(Number(event.target.value)));
