/** The program of a thread that plays scenarios (scenario-crew.ts): a bundle of its own, `dist/play.js`. */
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './scenario-crew.js';

if (parentPort) void serve(parentPort, workerData);
