import { expect, it } from 'vitest';
import { numbered } from '../../src/api/text.js';
import { elapsedText, nameInView } from '../../src/report/plan-view.js';
import { PLAIN } from '../../src/report/style.js';

const view = { style: PLAIN, width: 80 };
const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

it('names objects with their namespace where it is another one', () => {
  expect(nameInView(web, view)).toBe('deployment/web');
  expect(nameInView({ ...web, namespace: 'default' }, view)).toBe('deployment/web');
  expect(nameInView({ ...web, namespace: 'shop' }, view)).toBe('deployment/shop/web');
  expect(nameInView({ ...web, namespace: 'shop' }, { ...view, namespace: 'shop' })).toBe('deployment/web');
});

it.each([
  [0, '0.0 s'],
  [4_240, '4.2 s'],
  [60_000, '1 min'],
  [3_661_000, '1 h 1 min 1 s'],
])('%i ms is %s', (ms, text) => {
  expect(elapsedText(ms)).toBe(text);
});

it('counts', () => {
  expect([0, 1, 2].map((count) => numbered(count, 'step'))).toEqual(['0 steps', '1 step', '2 steps']);
});
