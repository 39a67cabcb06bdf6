/** kubectl's own command line, as far as the verbs here go: words in, what it prints out. */

import type { JsonValue } from '../api/json.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { ObjectName, Patch } from '../apiserver/request.js';
import { annotate } from './annotate.js';
import { apply } from './apply.js';
import { type Client, get } from './client.js';
import { cordon, uncordon } from './cordon.js';
import { create } from './create.js';
import { type DeleteOptions, deletedText, remove } from './delete.js';
import { label } from './label.js';
import { clientError, exitCode, type Outcome, outcomeText, resourceText } from './outcome.js';
import { patch, patchOf } from './patch.js';
import { objectNamed } from './resource-arg.js';
import { pause, resume } from './rollout/pause.js';
import { restart } from './rollout/restart.js';
import { undo } from './rollout/undo.js';
import { scale } from './scale.js';
import { setEnv } from './set-env.js';
import { setImage } from './set-image.js';
import { taint } from './taint.js';

export interface CommandContext {
  client: Client;
  /** Where objects are that name no namespace. */
  namespace: string;
  /** The manifest of `-f -`, in its namespace. */
  stdin?: KubeObject;
}

/** What a command printed, and its exit status. */
export interface Printed {
  text: string;
  exitCode: 0 | 1;
  outcome: Outcome;
}

interface Words {
  plain: string[];
  flag(name: string): string | undefined;
  has(name: string): boolean;
}

/** Flags that are followed by their value where no `=` stands in them. */
const VALUED = new Set(['-p', '--patch', '-n', '--namespace', '-f', '--type', '--replicas', '--to-revision']);

function wordsOf(args: readonly string[]): Words {
  const plain: string[] = [];
  const flags = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    // `key-` takes a label away and is no flag.
    if (!word.startsWith('-') || word === '-') plain.push(word);
    else if (VALUED.has(word)) flags.set(word, args[++at] ?? '');
    else {
      const [name = '', ...value] = word.split('=');
      flags.set(name, value.join('='));
    }
  }
  return { plain, flag: (name) => flags.get(name), has: (name) => flags.has(name) };
}

/** Runs one command. Throws an Error for a command or an option that is not known here. */
export function runKubectl(args: readonly string[], context: CommandContext): Printed {
  const words = wordsOf(args);
  const [command = ''] = words.plain;
  if (command === 'apply') return applied(words, context);
  if (command === 'create') {
    const manifest = given(context);
    return printed(create(context.client, manifest), resourceText(manifest), 'creating');
  }
  const sub = command === 'rollout' || command === 'set' ? words.plain[1] : undefined;
  const rest = words.plain.slice(sub === undefined ? 1 : 2);
  const namespace = words.flag('-n') ?? words.flag('--namespace') ?? context.namespace;
  const { name, more } = targetOf(rest, command, { ...context, namespace });
  const { client } = context;
  const before = get(client, name);
  const outcome = verb(`${command}${sub === undefined ? '' : ` ${sub}`}`, name, more, words, client);
  const object = before ?? outcome.object;
  const text = object ? resourceText(object) : name.key;
  if (command !== 'delete') return printed(outcome, text);
  const said = deletedText(outcome, text, deleteOptions(words));
  return { text: said, exitCode: exitCode(outcome), outcome };
}

function given({ stdin }: CommandContext): KubeObject {
  if (!stdin) throw new Error('the manifest comes from standard input');
  return stdin;
}

function applied(words: Words, context: CommandContext): Printed {
  const { client } = context;
  const stdin = given(context);
  const fieldManager = words.flag('--field-manager');
  const serverSide = words.has('--server-side');
  const creates = !serverSide && !get(client, { kind: kindOf(stdin), key: keyOf(stdin) });
  const outcome = apply(client, stdin, {
    serverSide,
    forceConflicts: words.has('--force-conflicts'),
    ...(fieldManager !== undefined && { fieldManager }),
  });
  return printed(outcome, resourceText(stdin), creates ? 'creating' : 'patching');
}

function printed(outcome: Outcome, name: string, doing: 'creating' | 'patching' = 'patching'): Printed {
  return { text: outcomeText(outcome, name, { doing }), exitCode: exitCode(outcome), outcome };
}

/** `KIND/NAME` or `KIND NAME`, and the words after it; nodes need no kind where only they can be meant. */
function targetOf(
  words: readonly string[],
  command: string,
  { client, namespace }: CommandContext,
): { name: ObjectName; more: string[] } {
  const [first = '', second = ''] = words;
  if (command === 'cordon' || command === 'uncordon')
    return { name: { kind: 'Node', key: first }, more: words.slice(1) };
  const slash = first.indexOf('/');
  const [kind, name] = slash < 0 ? [first, second] : [first.slice(0, slash), first.slice(slash + 1)];
  const found = objectNamed(client.cluster, kind, name, namespace);
  if (!found) throw new Error(`the server doesn't have a resource type "${kind}"`);
  return { name: found, more: words.slice(slash < 0 ? 2 : 1) };
}

function verb(
  command: string,
  name: ObjectName,
  more: readonly string[],
  words: Words,
  client: Client,
): Outcome {
  const overwrite = words.has('--overwrite');
  switch (command) {
    case 'scale':
      return scaled(client, name, words.flag('--replicas') ?? '');
    case 'label':
      return label(client, name, pairsOf(more), { overwrite });
    case 'annotate':
      return annotate(client, name, pairsOf(more), { overwrite });
    case 'patch': {
      const type = (words.flag('--type') ?? 'strategic') as Patch['type'];
      const value = JSON.parse(words.flag('-p') ?? words.flag('--patch') ?? '{}') as JsonValue;
      const given = patchOf(value, type);
      return given ? patch(client, name, given) : clientError('unable to parse the patch');
    }
    case 'delete':
      return remove(client, name, deleteOptions(words));
    case 'cordon':
      return cordon(client, name.key);
    case 'uncordon':
      return uncordon(client, name.key);
    case 'taint':
      return tainted(client, name.key, more[0] ?? '', overwrite);
    case 'rollout pause':
      return pause(client, name);
    case 'rollout resume':
      return resume(client, name);
    case 'rollout restart':
      return restart(client, name);
    case 'rollout undo':
      return undo(client, name, Number(words.flag('--to-revision') ?? 0) || undefined);
    case 'set image':
      return setImage(client, name, stringsOf(pairsOf(more)));
    case 'set env':
      return setEnv(client, name, pairsOf(more));
    default:
      throw new Error(`kubectl ${command} is not known here`);
  }
}

const PROPAGATION = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

function deleteOptions(words: Words): DeleteOptions {
  const cascade = words.flag('--cascade') as keyof typeof PROPAGATION | undefined;
  const seconds = words.flag('--grace-period') ?? (words.has('--force') ? '0' : undefined);
  return {
    propagation: cascade && PROPAGATION[cascade],
    gracePeriodSeconds: seconds === undefined ? undefined : Number(seconds),
  };
}

/** kubectl itself takes no number below 0. */
function scaled(client: Client, name: ObjectName, count: string): Outcome {
  if (/^\d+$/.test(count)) return scale(client, name, Number(count));
  return clientError(
    'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    get(client, name),
  );
}

/** `KEY=VALUE:EFFECT`, `KEY:EFFECT`, with a minus at the end to take it away. */
function tainted(client: Client, node: string, word: string, overwrite: boolean): Outcome {
  const remove = word.endsWith('-');
  const [text = '', effect] = (remove ? word.slice(0, -1) : word).split(':');
  const [key = '', value] = text.split('=');
  const wanted = { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
  return taint(client, node, wanted as Parameters<typeof taint>[2], { remove, overwrite });
}

/** `KEY=VALUE` sets, `KEY-` takes away. */
function pairsOf(words: readonly string[]): Record<string, string | null> {
  const found: Record<string, string | null> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) found[word.slice(0, equals)] = word.slice(equals + 1);
    else if (word.endsWith('-')) found[word.slice(0, -1)] = null;
  }
  return found;
}

function stringsOf(pairs: Readonly<Record<string, string | null>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(pairs)) if (value !== null) found[key] = value;
  return found;
}
