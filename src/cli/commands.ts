/** The commands that there are. */
import type { CommandEntry } from './command-entry.js';

/** The commands, in the order in which help shows them. Adding one: its file, and its entry here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'lint',
    summary: 'say what is wrong with manifests, and where',
    load: () => import('./lint.js'),
  },
  {
    name: 'explain',
    summary: 'say why a pod stays Pending or something does not work, and what would free it',
    load: () => import('./explain.js'),
  },
  {
    name: 'plan',
    summary: 'say what the control plane would do with manifests, step by step',
    load: () => import('./plan.js'),
  },
  {
    name: 'drain',
    summary: 'say whether nodes can be drained, and where their pods go',
    load: () => import('./drain.js'),
  },
  {
    name: 'fail',
    summary: 'say what happens when a node, a zone or an image fails',
    load: async () => (await import('./shortcuts.js')).shortcut('fail', 'node/NAME'),
  },
  {
    name: 'rollout',
    summary: 'say what kubectl rollout restart, undo, status, history would do',
    load: async () => (await import('./shortcuts.js')).shortcut('rollout', 'restart deployment/NAME'),
  },
  {
    name: 'test',
    summary: 'play scenarios, and say whether what they expect comes about',
    load: () => import('./test.js'),
  },
  {
    name: 'sweep',
    summary: 'play scenarios for several versions, clusters and values, and say which fail',
    load: () => import('./sweep.js'),
  },
  {
    name: 'merge',
    summary: 'put together what the shards of a run of lint, test or sweep came to',
    load: () => import('./merge.js'),
  },
  {
    name: 'capacity',
    summary: 'say how many more pods of each workload fit, and what ends it',
    load: () => import('./capacity.js'),
  },
  {
    name: 'diff',
    summary: 'say what moving from one version of the manifests to the next would do',
    load: () => import('./diff.js'),
  },
  {
    name: 'history',
    summary: 'say which revisions the commits of a manifest make, and what going back would change',
    load: () => import('./history.js'),
  },
  {
    name: 'snapshot',
    summary: 'print, or run, what makes a whole dump of a cluster, without its secrets',
    load: () => import('./snapshot.js'),
  },
  {
    name: 'rules',
    summary: 'say which rules there are, and explain one',
    load: () => import('./rules.js'),
  },
  {
    name: 'config',
    summary: 'say which configuration holds for a file, and where each of it is said',
    load: () => import('./config.js'),
  },
  {
    name: 'init',
    summary: 'set kubeplan up in a repository',
    load: () => import('./init.js'),
  },
  {
    name: 'completion',
    summary: 'print what completes command lines in bash, zsh or fish',
    load: async () => (await import('./completion.js')).completionFor(COMMANDS),
  },
];
