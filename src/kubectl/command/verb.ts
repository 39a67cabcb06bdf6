/** What a command is made of: its verb, which declares its words and flags, and what they were given. */
import type { KubeObject } from '../../api/objects.js';
import type { Client } from '../client.js';
import type { KeptPod } from '../node-drain.js';
import type { Outcome } from '../outcome.js';
import type { Flag, Flags } from './flags.js';
import type { Word } from './words.js';

/** How a verb is written: by which words it is known, and what may follow. */
export interface Usage {
  /** `scale`, `rollout undo`. */
  name: string;
  /** What follows the name, as kubectl's help writes it. */
  usage: string;
  flags: readonly Flag[];
}

/** A command whose words were understood. */
export interface Asked<V extends Usage = Usage> {
  verb: V;
  /** The words behind the verb that are no flags. */
  args: readonly Word[];
  flags: Flags;
  /** As it was written, without `kubectl`. */
  text: string;
}

/** Where a command of kubectl is run. */
export interface Setting {
  client: Client;
  /** Where objects are that name no namespace. */
  namespace: string;
  /** The objects of `-f PATH`, in their namespaces. */
  manifests(path: string): readonly Manifested[];
  /** What is in a file, or in the files of a folder; undefined where there is nothing. */
  contents?(path: string): Contents | undefined;
}

/** A file, or the files of a folder by name. */
export interface Contents {
  isFolder: boolean;
  files: readonly { name: string; bytes: Buffer }[];
}

/** An object of a file. */
export interface Manifested {
  object: KubeObject;
  /** The file, as kubectl names it in errors; standard input where it is left out. */
  source?: string;
}

/** What a command printed, and its exit status; `course`: it goes on. */
export interface Said {
  lines: readonly string[];
  exitCode: 0 | 1;
  /** What came of each object. */
  outcomes: readonly Outcome[];
  course?: Course;
}

/** A command that does not end at once: it looks at the world until it is over. */
export interface Course {
  look(client: Client): Look;
  /** When it gives up, ms since 1970; undefined: never. */
  readonly deadline?: number | undefined;
  /** What it waits for in the world as it is: `pod/db-2 is still there`. */
  waitsFor(client: Client): string;
  /** Of a drain: the pods that the server does not let go. */
  readonly kept?: readonly KeptPod[];
}

/** What a command says after it has looked once more. */
export interface Look {
  lines: readonly string[];
  /** It is over. */
  exitCode?: 0 | 1;
  /** When it looks again though nothing has changed, ms since 1970. */
  again?: number;
}

/** A verb of kubectl. */
export interface Verb extends Usage {
  /** Names a kind of objects that it needs in files: they are read before anything is run. */
  run(asked: Asked, setting: Setting): Said;
}
