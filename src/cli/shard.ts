/** `--shard`: which part of the work is this machine's. */
import { relative, resolve } from 'node:path';
import { type Shard, shardOfName } from '../api/shard.js';
import { numbered } from '../api/text.js';
import { UsageError } from './exit.js';
import type { Io } from './io.js';
import type { AskedShard } from './options.js';

/** What Kubernetes tells the pods of an Indexed Job, from 0. */
const JOB_INDEX = 'JOB_COMPLETION_INDEX';
/** What GitLab tells the jobs of `parallel: 4`, from 1, and how many there are. */
const [NODE_INDEX, NODE_TOTAL] = ['CI_NODE_INDEX', 'CI_NODE_TOTAL'] as const;

/** The part that was asked for, with what the environment says of it. Throws a UsageError where it says nothing, or something else. */
export function shardIn({ index, count }: AskedShard, env: Io['env']): Shard {
  if (index !== undefined && count !== undefined) return { index, count };
  const [node, total] = [numberIn(env, NODE_INDEX, 1), numberIn(env, NODE_TOTAL, 1)];
  if (count === undefined) {
    if (node === undefined || total === undefined) throw missing('auto', `${NODE_INDEX} and ${NODE_TOTAL}`);
    return within(node, total, `auto: ${NODE_INDEX} is ${node}`);
  }
  const asked = `/${count}`;
  const job = numberIn(env, JOB_INDEX, 0);
  if (job !== undefined) return within(job + 1, count, `${asked}: ${JOB_INDEX} is ${job}, counted from 0`);
  if (node === undefined) throw missing(asked, `${JOB_INDEX} or ${NODE_INDEX}`);
  if (total !== undefined && total !== count) {
    throw new UsageError(
      `--shard ${asked}: ${NODE_TOTAL} is ${total}`,
      '--shard auto takes both from there.',
    );
  }
  return within(node, count, `${asked}: ${NODE_INDEX} is ${node}`);
}

function within(index: number, count: number, said: string): Shard {
  if (index <= count) return { index, count };
  throw new UsageError(`--shard ${said}, and there are ${numbered(count, 'part')}`);
}

function missing(asked: string, names: string): UsageError {
  return new UsageError(
    `--shard ${asked} goes by ${names}, and the environment does not say so`,
    'Write which of how many: --shard 2/4.',
  );
}

function numberIn(env: Io['env'], name: string, least: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least) return value;
  throw new UsageError(`--shard: ${name} is '${text}', which is no number from ${least} on`);
}

/** The name of a file as a unit of work: from the folder one stands in, with slashes, so that it is the same on all machines. */
export function unitName(file: string): string {
  return file === '-' ? file : relative('', resolve(file)).replaceAll('\\', '/');
}

/** Whether a unit of such a name falls to a part. */
export function fallsTo(name: string, { index, count }: Shard): boolean {
  return count === 1 || shardOfName(name, count) === index;
}
