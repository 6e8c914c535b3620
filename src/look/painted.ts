// Letting the browser draw before more work is done: a cheap phone needs a quarter of a second for what a tap sets off.
/** ms after which a page that is not drawn at all (hidden, or behind another) goes on. */
const atMost = 100;

/** Resolves after the next picture: what a tap changed is in sight before the work that it starts. */
export const painted = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, atMost);
    // The picture itself comes right behind the frame's own work.
    requestAnimationFrame(() => setTimeout(done));
  });
