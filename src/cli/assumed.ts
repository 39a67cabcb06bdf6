/** What a command line tells of images, workloads and containers: `--image`, and the short forms beside it. */
import { type Assumption, crashes, failsToPull, neverReady } from '../kubelet/assumption.js';
import { AssumptionError, isSettings, parseAssumption } from '../kubelet/assumption-text.js';
import { Option, TwoWordOption } from './command-line.js';
import { UsageError } from './exit.js';
import { repeatedOption } from './options.js';

export interface AssumedOptions {
  image?: string[];
  failImage?: string[];
  neverReady?: string[];
  crash?: string[];
  openWorld?: boolean;
}

/** `--image WHOM SETTINGS`, `--fail-image`, `--never-ready`, `--crash`, `--open-world`. */
export function assumedOptions(): Option[] {
  const image = new TwoWordOption(
    '--image <image> <settings>',
    "how an image's containers behave: pull=20s|fails, start=20s, ready=20s|never, exit=CODE@20s|never, stop=20s; deployment/web or container/app instead of an image speak of those",
    isSettings,
  );
  return [
    image.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]),
    repeatedOption(
      '--fail-image <image>',
      'an image that cannot be pulled (* stands for anything); may be given several times',
    ),
    repeatedOption('--never-ready <image>', 'an image whose containers never get ready'),
    repeatedOption('--crash <image>', 'an image whose containers crash'),
    new Option(
      '--open-world',
      'ConfigMaps and Secrets that are not given may be there: they are taken to be',
    ),
  ];
}

/** All that is told; of `--image` last. Throws a UsageError with the place of what cannot be read. */
export function readAssumed(options: AssumedOptions, namespace: string): Assumption[] {
  const { image = [], failImage = [], neverReady: unready = [], crash = [] } = options;
  return [
    ...failImage.map(failsToPull),
    ...unready.map(neverReady),
    ...crash.map(crashes),
    ...image.map((text) => readOne(text, namespace)),
  ];
}

function readOne(text: string, namespace: string): Assumption {
  try {
    return parseAssumption(text, namespace);
  } catch (error) {
    if (!(error instanceof AssumptionError)) throw error;
    const mark = `${' '.repeat(error.at)}^${error.hint === undefined ? '' : ` ${error.hint}`}`;
    throw new UsageError(`--image: ${error.message}`, `${text}\n${mark}`);
  }
}

/** The same options as words. */
export function assumedWords({
  image = [],
  failImage = [],
  neverReady = [],
  crash = [],
  openWorld = false,
}: AssumedOptions): string[] {
  return [
    ...image.flatMap((text) => ['--image', text]),
    ...failImage.flatMap((text) => ['--fail-image', text]),
    ...neverReady.flatMap((text) => ['--never-ready', text]),
    ...crash.flatMap((text) => ['--crash', text]),
    ...(openWorld ? ['--open-world'] : []),
  ];
}
