/** `kubectl ARGS`: commands that are no actions of their own. */
import type { ObjectName } from '../../../../src/apiserver/request.js';
import { NAMESPACE } from '../../scenario.js';
import type { Stage } from '../../stage.js';
import type { Performer } from '../setting.js';
import { createJob } from './create-job.js';
import { targetsOf } from './targets.js';
import { type Words, wordsOf } from './words.js';

type Command = (stage: Stage, words: Words) => void;

const COMMANDS: Readonly<Record<string, Command>> = {
  annotate: (stage, words) => stage.act({ do: 'label', ...first(stage, words), annotations: editsOf(words) }),
  label: (stage, words) => stage.act({ do: 'label', ...first(stage, words), labels: editsOf(words) }),
  delete: (stage, words) => {
    for (const target of targetsOf(stage, words))
      stage.act({ do: 'delete', ...target, propagation: 'Background' });
  },
  scale: (stage, words) => {
    const replicas = Number(words.flag('--replicas'));
    for (const target of targetsOf(stage, words)) stage.act({ do: 'scale', ...target, replicas });
  },
  patch: (stage, words) => {
    const type = (words.flag('--type') ?? 'strategic') as 'json' | 'merge' | 'strategic';
    const patch: unknown = JSON.parse(words.flag('-p') ?? '{}');
    stage.act({ do: 'patch', ...first(stage, words), patch, type });
  },
  'create job': createJob,
  'rollout restart': (stage, { plain }) =>
    stage.act({ do: 'rollout-restart', ...stage.target(plain[2] ?? '') }),
  /** Changes nothing. */
  get: () => {},
};

export const kubectl: Performer<'kubectl'> = ({ stage }, { args }) => {
  const words = wordsOf(args.map((arg) => arg.replaceAll('$NS', NAMESPACE)));
  const [verb = '', noun = ''] = words.plain;
  const command = COMMANDS[verb] ?? COMMANDS[`${verb} ${noun}`];
  if (!command) throw new Error(`unknown kubectl ${args.join(' ')}`);
  command(stage, words);
};

/** The object that a command names behind its verb. */
function first(stage: Stage, { plain }: Words): ObjectName {
  return stage.target(plain[1] ?? '');
}

/** `key=value` sets, `key-` takes away. */
function editsOf({ plain }: Words): Record<string, string | null> {
  const edits: Record<string, string | null> = {};
  for (const word of plain.slice(2)) {
    const [key = '', value = ''] = word.split(/=(.*)/s);
    if (word.endsWith('-') && !word.includes('=')) edits[word.slice(0, -1)] = null;
    else edits[key] = value;
  }
  return edits;
}
