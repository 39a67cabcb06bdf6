/**
 * The process that runs inputs: what hangs or takes all memory ends it, not the tool. `child.ts MODULE FOLDER SECONDS`:
 * MODULE exports `execute`, which works in FOLDER. A thread beside watches the processor's time, which a busy machine does not
 * lengthen.
 */
import { Worker } from 'node:worker_threads';
import { generate } from './generate.js';
import { judge } from './judge.js';
import type { Answer, Task } from './messages.js';
import { readSeeds, type Seeds } from './seeds.js';
import type { Execute } from './streams.js';

/** Ends the process once one input has taken `limit` milliseconds of a processor. */
const WATCH = `
const { workerData: { turns, limit } } = require('node:worker_threads');
let turn = -1, from = 0;
setInterval(() => {
  const { user, system } = process.cpuUsage();
  const now = (user + system) / 1000;
  if (turns[0] !== turn) { turn = turns[0]; from = now; }
  else if (turn % 2 === 1 && now - from > limit) process.kill(process.pid, 'SIGKILL');
}, 100);
`;

const [module = '', folder = '', seconds = '20'] = process.argv.slice(2);
const { execute } = (await import(module)) as { execute: Execute };
/** Odd while an input is run. */
const turns = new Int32Array(new SharedArrayBuffer(4));
new Worker(WATCH, { eval: true, workerData: { turns, limit: Number(seconds) * 1000 } }).unref();

let seeds: Seeds | undefined;

process.on('message', (task: Task) => {
  seeds ??= 'input' in task ? undefined : readSeeds();
  const input = 'input' in task ? task.input : generate(seeds!, task.seed, task.index);
  Atomics.add(turns, 0, 1);
  void judge(input, folder, execute).then((failures) => {
    Atomics.add(turns, 0, 1);
    process.send!({ failures } satisfies Answer);
  });
});
process.on('disconnect', () => process.exit());
process.send!({ ready: true } satisfies Answer);
