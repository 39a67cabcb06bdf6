/**
 * What linting came to, kept so that the next run looks only at what changed, and at what asked about that. Of an object are
 * kept what was told of it, and what was asked of the others meanwhile, with the answers: where those are the same again, so is
 * what is told. All else of a run is done anew.
 */
import { jsonEqual } from '../api/equality.js';
import type { JsonValue } from '../api/json.js';
import type { Document } from '../manifest/document.js';
import type { Collector, Told } from './collector.js';
import type { FilesServer } from './files-server.js';
import type { KnownParts, KnownWorld } from './known-world.js';
import type { LintObject, ObjectOptions } from './object.js';
import type { Objects } from './objects.js';
import type { Rule } from './rule.js';
import { type Answering, type Asked, answersAgain, Trace, TracedObjects, TracedWorld } from './trace.js';

/** The rules that look, and what the server's answers follow from. */
interface Conditions {
  things: readonly unknown[];
  values: readonly JsonValue[];
}

/** What came of looking at an object. */
interface Looked {
  told: Told;
  failures: readonly unknown[];
  asked: readonly Asked[];
  /** What it was looked at with. */
  under: Conditions;
}

/** The memory of runs with the same options and Kubernetes: who changes those takes a new one. */
export class LintMemory {
  readonly #trace = new Trace();
  /** How many objects the last run looked at, and did not go by what it knew of them. */
  looks = 0;
  readonly #objects = new WeakMap<Document, LintObject>();
  readonly #looked = new WeakMap<LintObject, Looked>();
  #under: Conditions = { things: [], values: [] };
  #underServices = this.#under;

  /** Begins a run. */
  begin(rules: readonly Rule[], { basis }: FilesServer): void {
    const { things, values, ofServices } = basis;
    this.looks = 0;
    const under = { things: [...rules, ...things], values };
    this.#under = asBefore(this.#under, under);
    this.#underServices = asBefore(this.#underServices, { ...under, values: [...values, ...ofServices] });
  }

  /** The object of a document: the same as in the run before, as long as the document and what is known of it are. */
  objectOf(document: Document, options: ObjectOptions, make: () => LintObject): LintObject {
    const known = this.#objects.get(document);
    if (known?.patch === options.patch && known.fileText === options.fileText) return known;
    const made = make();
    this.#objects.set(document, made);
    return made;
  }

  /** The index of objects that notes who asks it what. */
  objects(...of: ConstructorParameters<typeof Objects>): Objects {
    return new TracedObjects(this.#trace, ...of);
  }

  /** The world that notes who asks it what. */
  world(parts: KnownParts): KnownWorld {
    return new TracedWorld(this.#trace, parts);
  }

  /** Tells the collector of an object: what is known of it, or what `look` tells. Returns what failed on the way. */
  tell(
    object: LintObject,
    answering: Answering,
    collector: Collector,
    look: () => unknown[],
  ): readonly unknown[] {
    const under = object.kind === 'Service' ? this.#underServices : this.#under;
    const known = this.#looked.get(object);
    if (known?.under === under && answersAgain(known.asked, answering)) {
      collector.again(known.told);
      return known.failures;
    }
    this.looks += 1;
    object.hasSchema = true;
    let failures: unknown[] = [];
    let told: Told = { findings: [], explained: [] };
    const asked = this.#trace.during(() => {
      told = collector.during(() => {
        failures = look();
      });
    });
    this.#looked.set(object, { told, failures, asked, under });
    return failures;
  }
}

/** The conditions of before, if those of now are no others: one thing as long as nothing changes. */
function asBefore(before: Conditions, now: Conditions): Conditions {
  const isSame =
    isSameList(before.things, now.things, (one, other) => one === other) &&
    isSameList(before.values, now.values, jsonEqual);
  // What says the same stands elsewhere, and is found sooner by itself the next time.
  return isSame ? Object.assign(before, now) : now;
}

function isSameList<T>(
  some: readonly T[],
  others: readonly T[],
  same: (one: T, other: T) => boolean,
): boolean {
  return some.length === others.length && some.every((one, at) => same(one, others[at] as T));
}
