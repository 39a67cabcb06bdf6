/** How many pods are planned for; apart from the counting, so that a command line that only tells of it loads nothing else. */

/** So many pods are made unless more are asked for. */
export const MAX_PODS = 10_000;
/** So many of them by what runs again and again: each is made, watched and cleared away at a time of its own. */
export const MAX_RUNS = 1500;
