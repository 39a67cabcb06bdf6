import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/api/finding.js';
import { github } from '../../../src/report/lint-formats/github.js';
import { at, finding, result } from '../findings.js';

const FINDING: Finding = {
  rule: 'apps/selector',
  severity: 'error',
  message: 'the selector asks for app=web',
  location: {
    file: 'deploy/web.yaml',
    start: { line: 3, column: 5, offset: 20 },
    end: { line: 4, column: 9, offset: 30 },
  },
};

const githubReport = (findings: Finding[]) => github({ result: result(0, 0, 0, { findings }), sources: [] });

describe('githubReport', () => {
  it('is one workflow command for each finding', () => {
    expect(
      githubReport([FINDING, { ...FINDING, severity: 'warning' }, { ...FINDING, severity: 'info' }]),
    ).toBe(
      ['error', 'warning', 'notice']
        .map(
          (command) =>
            `::${command} file=deploy/web.yaml,line=3,col=5,endLine=4,endColumn=9,title=apps/selector::the selector asks for app=web\n`,
        )
        .join(''),
    );
    expect(githubReport([])).toBe('');
  });

  it('escapes what would end a property or the command', () => {
    const odd: Finding = {
      ...FINDING,
      message: '100% of it:\n::error::no, not this\r',
      hint: 'did you mean web?',
      server: { field: 'spec.a', message: 'Invalid value: "50%"' },
      location: { ...FINDING.location, file: 'a,b:c%d\n.yaml' },
    };
    expect(githubReport([odd])).toBe(
      '::error file=a%2Cb%3Ac%25d%0A.yaml,line=3,col=5,endLine=4,endColumn=9,title=apps/selector::' +
        '100%25 of it:␊::error::no, not this␍ (did you mean web?)%0AAPI server: spec.a: Invalid value: "50%25"\n',
    );
  });

  it('names no file for standard input', () => {
    const piped = { ...FINDING, location: { ...FINDING.location, file: '-' } };
    expect(githubReport([piped])).toMatch(/^::error line=3,/);
  });

  it('tells the server’s words without a field too', () => {
    expect(
      githubReport([finding({ server: { field: '', message: 's' } }), finding({ location: at(1, 1, '-') })]),
    ).toBe(
      '::error file=a.yaml,line=2,col=4,endLine=2,endColumn=5,title=x/y::it is wrong%0AAPI server: s\n' +
        '::error line=1,col=1,endLine=1,endColumn=2,title=x/y::it is wrong\n',
    );
  });
});
