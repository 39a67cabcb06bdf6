/** A command with defects, each where its input has a word: what the tool has to find. */
import type { Execute } from '../../fuzz/streams.js';
import { contentOf } from './read-input.js';

export const execute: Execute = async ([command]) => {
  const text = contentOf('.');
  if (text.includes('stop here')) for (;;);
  if (text.includes('fall over')) return { status: 3, out: '', err: 'kubeplan failed: it fell over\n' };
  return { status: 0, out: `${command} is done\n`, err: '' };
};
