/** What is asked of all files while one object is looked at, so that it is looked at again only once an answer is another. */
import { type KnownParts, KnownWorld, type SelectedPods, type Target } from './known-world.js';
import { type LintObject, Place } from './object.js';
import { Objects } from './objects.js';
import type { PodIndex } from './pod-index.js';
import type { PodAt } from './pods.js';

/** Those who answer. */
export interface Answering {
  objects: Objects;
  world: KnownWorld;
}

/** A question with the answer that was given. */
export interface Asked {
  again(answering: Answering): unknown;
  answer: unknown;
}

/** Notes questions while somebody wants to know of them. */
export class Trace {
  #asked: Asked[] | undefined;

  /** What is asked while `run` runs. */
  during(run: () => void): Asked[] {
    const asked: Asked[] = [];
    this.#asked = asked;
    try {
      run();
    } finally {
      this.#asked = undefined;
    }
    return asked;
  }

  /** Answers a question and notes it; what is asked on the way to the answer is no question of its own. */
  answer<T>(again: (answering: Answering) => T, answer: () => T): T {
    const asked = this.#asked;
    if (!asked) return answer();
    this.#asked = undefined;
    try {
      const given = answer();
      asked.push({ again, answer: given });
      return given;
    } finally {
      this.#asked = asked;
    }
  }
}

/** True where all questions get the answers that they got. */
export function answersAgain(asked: readonly Asked[], answering: Answering): boolean {
  return asked.every(({ again, answer }) => isSameAnswer(again(answering), answer));
}

/** Objects are the same only if they are one: they are made anew where anything of their file changes. */
function isSameAnswer(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSameAnswer(item, other[at]));
  }
  if (one instanceof Place && other instanceof Place) {
    return one.object === other.object && isSameAnswer(one.path, other.path);
  }
  // Of what has secrets of its own nobody can say that it is the same.
  if (!isPlain(one) || !isPlain(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isSameAnswer(one[key], other[key]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

type Of<Class, Method extends keyof Class> = Class[Method] extends (...args: infer Args) => unknown
  ? Args
  : never;

/** The objects of all files, of which every question is noted. */
export class TracedObjects extends Objects {
  readonly #trace: Trace;

  constructor(trace: Trace, ...of: ConstructorParameters<typeof Objects>) {
    super(...of);
    this.#trace = trace;
  }

  override get all(): readonly LintObject[] {
    return this.#trace.answer(
      ({ objects }) => objects.all,
      () => super.all,
    );
  }

  override find(...of: Of<Objects, 'find'>): LintObject | undefined {
    return this.#trace.answer(
      ({ objects }) => objects.find(...of),
      () => super.find(...of),
    );
  }

  override findAll(...of: Of<Objects, 'findAll'>): readonly LintObject[] {
    return this.#trace.answer(
      ({ objects }) => objects.findAll(...of),
      () => super.findAll(...of),
    );
  }

  override named(...of: Of<Objects, 'named'>): readonly LintObject[] {
    return this.#trace.answer(
      ({ objects }) => objects.named(...of),
      () => super.named(...of),
    );
  }

  override near(...of: Of<Objects, 'near'>): readonly LintObject[] {
    return this.#trace.answer(
      ({ objects }) => objects.near(...of),
      () => super.near(...of),
    );
  }

  override ofKind(...of: Of<Objects, 'ofKind'>): readonly LintObject[] {
    return this.#trace.answer(
      ({ objects }) => objects.ofKind(...of),
      () => super.ofKind(...of),
    );
  }

  override areTogether(...of: Of<Objects, 'areTogether'>): boolean {
    return this.#trace.answer(
      ({ objects }) => objects.areTogether(...of),
      () => super.areTogether(...of),
    );
  }

  override repeated(...of: Of<Objects, 'repeated'>): readonly (readonly LintObject[])[] {
    return this.#trace.answer(
      ({ objects }) => objects.repeated(...of),
      () => super.repeated(...of),
    );
  }

  override selectedPods(...of: Of<Objects, 'selectedPods'>): PodAt[] {
    return this.#trace.answer(
      ({ objects }) => objects.selectedPods(...of),
      () => super.selectedPods(...of),
    );
  }

  override namespacesNear(...of: Of<Objects, 'namespacesNear'>): string[] {
    return this.#trace.answer(
      ({ objects }) => objects.namespacesNear(...of),
      () => super.namespacesNear(...of),
    );
  }

  override podsIn(...of: Of<Objects, 'podsIn'>): PodIndex {
    return this.#trace.answer(
      ({ objects }) => objects.podsIn(...of),
      () => super.podsIn(...of),
    );
  }
}

/** What is known of the world, of which every question is noted. */
export class TracedWorld extends KnownWorld {
  readonly #trace: Trace;

  constructor(trace: Trace, parts: KnownParts) {
    super(parts);
    this.#trace = trace;
  }

  override target(...of: Of<KnownWorld, 'target'>): Target {
    return this.#trace.answer(
      ({ world }) => world.target(...of),
      () => super.target(...of),
    );
  }

  override selected(...of: Of<KnownWorld, 'selected'>): SelectedPods {
    return this.#trace.answer(
      ({ world }) => world.selected(...of),
      () => super.selected(...of),
    );
  }

  override describes(...of: Of<KnownWorld, 'describes'>): boolean {
    return this.#trace.answer(
      ({ world }) => world.describes(...of),
      () => super.describes(...of),
    );
  }

  override isPatched(...of: Of<KnownWorld, 'isPatched'>): boolean {
    return this.#trace.answer(
      ({ world }) => world.isPatched(...of),
      () => super.isPatched(...of),
    );
  }
}
