import { describe, expect, it } from 'vitest';
import { AssumptionError, isSettings, parseAssumption } from '../../src/kubelet/assumption-text.js';

const wrong = (text: string): string => {
  try {
    return JSON.stringify(parseAssumption(text, 'shop'));
  } catch (error) {
    if (!(error instanceof AssumptionError)) throw error;
    return `${error.at} ${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`;
  }
};

describe('a line that tells of containers', () => {
  it.each([
    ['img start=20s', { image: 'img' }, { start: 20 }],
    ['shop/api:* start=1m30s,exit=1', { image: 'shop/api:*' }, { start: 90, exit: { code: 1, after: 0 } }],
    ['registry:5000/a/b pull=fails', { image: 'registry:5000/a/b' }, { pull: 'fails' }],
    ['a exit=137@1.5s,ready=never', { image: 'a' }, { exit: { code: 137, after: 1.5 }, ready: 'never' }],
    ['a exit=never,stop=9,ready=10s,pull=0', { image: 'a' }, { exit: 'never', stop: 9, ready: 10, pull: 0 }],
    ['deployment/web ready=never', { workload: 'Deployment shop/web' }, { ready: 'never' }],
    ['sts/other/db stop=5s', { workload: 'StatefulSet other/db' }, { stop: 5 }],
    [
      'Deployments/web container/app start=1',
      { workload: 'Deployment shop/web', container: 'app' },
      { start: 1 },
    ],
    ['deployment/web:1 start=1', { image: 'deployment/web:1' }, { start: 1 }],
    ['constructor/web start=1', { image: 'constructor/web' }, { start: 1 }],
  ])('%s', (text, of, does) => {
    expect(parseAssumption(text, 'shop')).toEqual({ of, does });
  });

  it.each([
    ['img', '3 it does not say what they do | Write settings behind it, such as start=20s,exit=1.'],
    ['img web', '7 it does not say what they do | Write settings behind it, such as start=20s,exit=1.'],
    ['img strat=2', '4 there is no setting strat | did you mean start=?'],
    [
      'img start=2,zzzzz=1',
      '12 there is no setting zzzzz | The settings are pull=, start=, ready=, exit=, stop=.',
    ],
    ['img start=2,', '12 a setting is missing | The settings are pull=, start=, ready=, exit=, stop=.'],
    ['img start=2,exit', '16 exit has no value'],
    ['img start=', '10 start cannot be empty: it is a time such as 20s'],
    ['img start=-2s', '10 start cannot be -2s: it is a time such as 20s'],
    ['img pull=no', '9 pull cannot be no: it is fails, or a time such as 20s'],
    ['img ready=soon', '10 ready cannot be soon: it is never, or a time such as 20s'],
    [
      'img exit=256',
      '9 exit cannot be 256: it is never, or a code from 0 to 255, with a time such as 1@10s where it takes one',
    ],
    ['img exit=1@x', '9 exit cannot be 1@x: it is a code and a time such as 20s'],
    ['img start=1 stop=2', '4 settings are one word, with commas between them'],
    [
      'img __proto__=1',
      '4 there is no setting __proto__ | The settings are pull=, start=, ready=, exit=, stop=.',
    ],
  ])('%s is wrong', (text, message) => {
    expect(wrong(text)).toBe(message);
  });

  it('knows settings from files', () => {
    expect(['start=2', 'strat=2', 'web.yaml', 'a/b=c', ''].map(isSettings)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
