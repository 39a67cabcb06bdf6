/** Names that are too long for what is made of them: labels and names of pods. */
import { smallest } from '../../api/lists.js';
import { UNEDITED } from '../remedy.js';
import type { Lifting } from './lift.js';

const TOO_LONG = /must be no more than (\d+) /;
const COST = 1;
/** A hash and a hyphen come after it. */
const APPENDIX = 11;

/** A name with which the longest that is made of it is short enough. */
export const nameLifts: Lifting = ({ refusal, owner }) => {
  const { name = '' } = owner.metadata;
  const most = (refusal.errors ?? []).flatMap(({ message }) => {
    const limit = TOO_LONG.exec(message)?.[1];
    return limit !== undefined && message.includes(name) ? [Number(limit)] : [];
  });
  const shortest = smallest(most, name.length + APPENDIX);
  const shorter = name.slice(0, shortest - APPENDIX).replace(/(?<![^a-z0-9])[^a-z0-9]+$/, '');
  if (most.length === 0 || shorter === '' || shorter === name) return [];
  return [
    {
      ...UNEDITED,
      title: `a shorter name, of at most ${shortest - APPENDIX} characters (now ${name.length})`,
      kinds: ['name'],
      cost: COST,
      edits: [{ action: 'replace', path: ['metadata', 'name'], value: shorter }],
    },
  ];
};
