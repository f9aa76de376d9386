// Two clips on one clock: the longer one runs, the other follows it.

const AFTER_S = 0.001; // a frame's time is rounded to milliseconds: just after its begin, it is that frame
const JUMP_S = 0.25; // apart by more than this, the follower jumps; by less, it hurries or dawdles
const HURRY = 3; // rate that is gained per second behind, at most
const MOST_HURRY = 0.3;

/** Play `clips` ({video, from, until}) in step; `show(seconds)` is told the time. */
const playerOf = (clips, { fps, from, until, show }) => {
  const [lead, ...others] = [...clips].sort((one, other) => other.until - one.until);
  let speed = 1;
  let wanted = from;
  let asked = 0; // the animation frame that is asked for; 0 while nothing plays

  const place = ({ video, until: end }, t) => {
    video.currentTime = clamp(t + AFTER_S, 0, Math.max(0, end - AFTER_S));
  };
  const seek = (t) => {
    wanted = clamp(t, from, until);
    clips.forEach((clip) => place(clip, wanted));
    show(wanted);
  };
  const keepStep = () => {
    wanted = lead.video.currentTime;
    for (const { video, until: end } of others) {
      if (video.ended || wanted >= end) continue;
      const ahead = video.currentTime - wanted;
      if (Math.abs(ahead) > JUMP_S) video.currentTime = wanted;
      video.playbackRate = speed * (1 - clamp(HURRY * ahead, -MOST_HURRY, MOST_HURRY));
    }
    show(wanted);
    if (lead.video.ended || wanted >= until) pause();
    else asked = requestAnimationFrame(keepStep);
  };
  const pause = () => {
    cancelAnimationFrame(asked);
    asked = 0;
    clips.forEach(({ video }) => video.pause());
    show(wanted);
  };
  const play = async () => {
    if (wanted >= until - 1 / fps) seek(from);
    clips.forEach(({ video }) => { video.playbackRate = speed; });
    asked = requestAnimationFrame(() => {}); // counts as playing while the clips start
    try {
      await Promise.all(clips.map(({ video }) => video.play()));
    } catch (error) {
      if (error.name !== "AbortError") throw error; // paused again before it began
    }
    if (asked) asked = requestAnimationFrame(keepStep);
  };
  const step = (frames) => {
    pause();
    seek((Math.floor((wanted + 2 * AFTER_S) * fps) + frames) / fps);
  };
  return {
    seek,
    pause,
    step,
    toggle: () => (asked ? pause() : play()),
    isPlaying: () => asked !== 0,
    setSpeed: (rate) => { speed = rate; clips.forEach(({ video }) => { video.playbackRate = rate; }); },
  };
};
