import { expect, it } from 'vitest';
import { plainRules, resourceRules } from '../../src/admission/resource-rules.js';

it('a kind without rules of its own has the names of the table, and a guess where it is in none', () => {
  expect(resourceRules(plainRules('apps', 'Deployment'))).toMatchObject({
    resource: 'deployments',
    namespaced: true,
  });
  expect(resourceRules(plainRules('example.com', 'Policy'))).toMatchObject({
    resource: 'policies',
    namespaced: false,
  });
});
