/** How far long work has come, for whoever waits for it. Who works tells numbers, and knows nothing of clocks and screens. */

/** Told on the way, often: so much is done, of so much where that is known. */
export type Progress = (done: number, total: number) => void;
