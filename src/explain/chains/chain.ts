/** Why something is not what it is for, link by link: each with its place and with Kubernetes' words. Text and JSON are views of it. */
import type { Location, ObjectRef } from '../../api/finding.js';

/** `well`: as it should be; `wrong`: not so; `note`: to be known, and no fault. */
type Standing = 'well' | 'wrong' | 'note';

/** One link of a chain; those below it are what it hangs on. */
export interface ChainLink {
  object: ObjectRef;
  is: Standing;
  /** One plain phrase without a full stop. */
  text: string;
  /** What Kubernetes says of it, word for word. */
  says?: string;
  location?: Location;
  links?: readonly ChainLink[];
}

/** All that an object hangs on. */
export interface Chain {
  /** What was asked about. */
  object: ObjectRef;
  location?: Location;
  /** One sentence that answers, without its full stop. */
  answer: string;
  /** Nothing of it is wrong. */
  well: boolean;
  links: readonly ChainLink[];
}

/** True where none of the links, nor what they hang on, is wrong. */
export function isWell(links: readonly ChainLink[]): boolean {
  return links.every((one) => one.is !== 'wrong' && isWell(one.links ?? []));
}

/** The links that are wrong, with what is wrong below them. */
export function wrongOf(links: readonly ChainLink[]): ChainLink[] {
  return links.filter((one) => !isWell([one]));
}
