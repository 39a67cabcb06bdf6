import { expect, it } from 'vitest';
import { pod, wordsOf } from './manifests.js';

const said = (container: string, spec = '') =>
  wordsOf(
    'security/root-refused',
    pod(`securityContext: {${container}}`, spec === '' ? '' : `securityContext: {${spec}}`),
  );

it('security/root-refused is said of user 0 where that is forbidden, by the container or its pod', () => {
  const message = 'container web is never started: it is to run as user 0, and runAsNonRoot forbids that';
  expect(said('runAsUser: 0, runAsNonRoot: true')).toEqual([`7: ${message}`]);
  expect(said('runAsUser: 0', 'runAsNonRoot: true')).toEqual([`7: ${message}`]);
  expect(said('runAsNonRoot: true', 'runAsUser: 0')).toEqual([`5: ${message}`]);
});

it.each([
  ['runAsUser: 1, runAsNonRoot: true', 'runAsUser: 0'],
  ['runAsUser: 0, runAsNonRoot: false', 'runAsNonRoot: true'],
  ['runAsUser: 0', ''],
  ['runAsNonRoot: true', ''],
])('security/root-refused is not said of {%s} in {%s}', (container, spec) => {
  expect(said(container, spec)).toEqual([]);
});
