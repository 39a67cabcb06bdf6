import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasProgram, runProgram } from '../../src/manifest/programs.js';
import { standIns } from '../cli/programs.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
standIns(folder, {
  logs: `echo 'E1130 21:54:33.586998    8444 run.go:72] "command failed" err="unknown field \\"a\\""' >&2; exit 1`,
  notes: `echo '2026/11/30 21:54:33 well: it is a note' >&2; echo 'E1130 21:54:33.5 8 run.go:7] "no" err="\\x1b"' >&2; exit 1`,
  silent: 'exit 3',
  stubborn: `trap '' TERM; while :; do sleep 0.1; done`,
  gigabytes: 'exec cat /dev/zero',
  shouts: 'head -c 3000000 /dev/zero | tr "\\0" a >&2; exit 1',
  echoes: 'cat; echo "$SAID"',
});

describe('a program', () => {
  it('is told what it is to read, and what its environment is', () => {
    const ran = runProgram('echoes', [], { input: 'read ', env: { SAID: 'said' } });
    expect([ran.status, ran.stdout.toString()]).toEqual([0, 'read said\n']);
  });

  it('that complains is quoted without what differs from run to run', () => {
    expect(runProgram('logs', [])).toMatchObject({ status: 1, complaint: 'unknown field "a"' });
    expect(runProgram('notes', []).complaint).toBe('well: it is a note\n"\\x1b"');
    expect(runProgram('shouts', []).complaint).toBe('a'.repeat(4000));
  });

  it('that says nothing is told to have failed', () => {
    expect(runProgram('silent', [])).toMatchObject({
      status: 3,
      complaint: 'silent failed and does not say why',
    });
  });

  it('that does not end, or does not stop printing, is ended', () => {
    expect(runProgram('stubborn', [], { mostSeconds: 0.5 })).toMatchObject({
      status: undefined,
      complaint: 'stubborn has not answered within 0.5 s',
    });
    expect(runProgram('gigabytes', [])).toMatchObject({
      status: undefined,
      complaint: 'gigabytes prints more than 64 MiB',
    });
  });

  it('that is not there is not', () => {
    expect(hasProgram('kubeplan-nowhere')).toBe(false);
    expect(hasProgram('echoes')).toBe(true);
  });
});
