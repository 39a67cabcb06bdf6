import { describe, expect, it } from 'vitest';
import {
  type Command,
  createCommand,
  helpText,
  InvalidArgumentError,
  Option,
  readCommandLine,
} from '../../src/cli/command-line.js';
import { UsageError } from '../../src/cli/exit.js';
import { repeatedOption } from '../../src/cli/options.js';

function command(): Command {
  return createCommand('lint', 'say what is wrong')
    .argument('[paths...]', 'files and folders')
    .addOption(new Option('-q, --quiet', 'say little'))
    .addOption(new Option('-v, --verbose', 'say much').conflicts('quiet'))
    .addOption(
      new Option('--max-warnings <number>', 'how many')
        .argParser((text) => {
          if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a number.');
          return Number(text);
        })
        .default(3),
    )
    .addOption(repeatedOption('--crd <file>', 'definitions'))
    .addOption(new Option('--secret-knob', 'not for all').hideHelp());
}

const parse = (...argv: string[]) => readCommandLine(command(), argv);

describe('a command line', () => {
  it('is words and options in any order', () => {
    expect(parse('a', '--quiet', 'b')).toEqual({
      args: ['a', 'b'],
      options: { quiet: true, maxWarnings: 3 },
      given: ['quiet'],
    });
    expect(parse('--max-warnings', '5', '-q', 'a')?.options).toEqual({ quiet: true, maxWarnings: 5 });
    expect(parse('--max-warnings=5')?.options).toEqual({ maxWarnings: 5 });
  });

  it('gathers an option given several times, one value each time', () => {
    expect(parse('--crd', 'a', 'b', '--crd=c=d')).toEqual({
      args: ['b'],
      options: { maxWarnings: 3, crd: ['a', 'c=d'] },
      given: ['crd'],
    });
  });

  it('takes a lone dash and everything behind two as words', () => {
    expect(parse('-', '--', '--quiet')).toEqual({
      args: ['-', '--quiet'],
      options: { maxWarnings: 3 },
      given: [],
    });
  });

  it('is undefined where help is asked for', () => {
    expect(parse('a', '--help')).toBeUndefined();
    expect(parse('-h')).toBeUndefined();
  });

  it.each([
    [['--quite'], 'unknown option --quite, did you mean --quiet?'],
    [['-x'], 'unknown option -x'],
    [['--secret-knobs'], 'unknown option --secret-knobs'],
    [['--max-warnings'], 'a value is missing after --max-warnings'],
    [['--max-warnings', '--quiet'], 'a value is missing after --max-warnings'],
    [['--max-warnings', 'many'], '--max-warnings cannot be many. It is a number.'],
    [['--quiet=yes'], '--quiet takes no value'],
    [['-qv'], '--verbose and --quiet exclude each other'],
  ])('%j is refused', (argv, message) => {
    expect(() => parse(...argv)).toThrow(UsageError);
    expect(() => parse(...argv)).toThrow(message);
  });

  it('tells what it takes', () => {
    expect(helpText(command(), 60)).toBe(`Usage: kubeplan lint [options] [paths...]

Say what is wrong.

  paths                    files and folders
  -q, --quiet              say little
  -v, --verbose            say much
  --max-warnings <number>  how many (3 unless told)
  --crd <file>             definitions
  -h, --help               show this
`);
  });
});
