import { quantityError } from '../../api/quantity.js';
import { matchesWildcard } from '../../api/wildcard.js';
import type { Flag } from '../command/flags.js';
import { Refused, SELECTING } from '../command/targets.js';
import type { Asked, Verb } from '../command/verb.js';
import { setEnv } from '../set-env.js';
import { setImage } from '../set-image.js';
import { type Amounts, setResources } from '../set-resources.js';
import { forEachTarget, isPair, pairsOf, refusable } from './each.js';

const CONTAINERS: Flag = { name: 'containers', short: 'c', is: 'text' };

/** The words of `kubectl set image` (k8s.io/kubectl/pkg/cmd/set/set_image.go). */
export const setImageVerb: Verb = {
  name: 'set image',
  usage: '(-f PATH | KIND NAME | KIND/NAME... | KIND (-l SELECTOR | --all)) CONTAINER=IMAGE...',
  flags: SELECTING,
  run: (asked, setting) =>
    refusable(() => {
      const images = Object.entries(pairsOf(asked.args.map(({ text }) => text).filter(isPair)));
      if (images.length === 0) throw new Refused('at least one image update is required');
      if (images.length > 1 && images.some(([name]) => name === '*')) {
        throw new Refused(
          'all containers are already specified by *, but saw more than one container_name=container_image pairs',
        );
      }
      const wanted = Object.fromEntries(images.map(([name, image]) => [name, image ?? '']));
      return forEachTarget(asked, setting, { isChange: isPair }, (name) =>
        setImage(setting.client, name, wanted),
      );
    }),
};

/** The words of `kubectl set env` (k8s.io/kubectl/pkg/cmd/set/set_env.go). */
export const setEnvVerb: Verb = {
  name: 'set env',
  usage:
    '(-f PATH | KIND NAME | KIND/NAME... | KIND (-l SELECTOR | --all)) KEY=VALUE... KEY-... [-c CONTAINERS]',
  flags: [...SELECTING, CONTAINERS, { name: 'env', short: 'e', is: 'text' }, { name: 'overwrite' }],
  run: (asked, setting) =>
    refusable(() => {
      const given = [...asked.args.map(({ text }) => text).filter(isPair), ...asked.flags.all('env')];
      if (given.length === 0) throw new Refused('at least one environment variable must be provided');
      return forEachTarget(asked, setting, { isChange: isPair }, (name) =>
        setEnv(setting.client, name, pairsOf(given), containersOf(asked)),
      );
    }),
};

/** The words of `kubectl set resources` (k8s.io/kubectl/pkg/cmd/set/set_resources.go). */
export const setResourcesVerb: Verb = {
  name: 'set resources',
  usage:
    '(-f PATH | KIND NAME | KIND/NAME... | KIND (-l SELECTOR | --all)) [--limits=AMOUNTS] [--requests=AMOUNTS] [-c CONTAINERS]',
  flags: [...SELECTING, CONTAINERS, { name: 'limits', is: 'text' }, { name: 'requests', is: 'text' }],
  run: (asked, setting) =>
    refusable(() => {
      const { flags } = asked;
      const [limits, requests] = [flags.text('limits'), flags.text('requests')];
      if (!limits && !requests) {
        throw new Refused(
          'you must specify an update to requests or limits (in the form of --requests/--limits)',
        );
      }
      const wanted = {
        ...(limits && { limits: amountsOf(limits) }),
        ...(requests && { requests: amountsOf(requests) }),
      };
      return forEachTarget(asked, setting, {}, (name) =>
        setResources(setting.client, name, wanted, containersOf(asked)),
      );
    }),
};

/** Which containers are meant: all unless told, several by a pattern. */
function containersOf({ flags }: Asked): (name: string) => boolean {
  const pattern = flags.text('containers') ?? '*';
  return (name) => matchesWildcard(name, pattern);
}

/** `cpu=100m,memory=256Mi`. */
function amountsOf(text: string): Amounts {
  const found: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [name = '', amount, ...more] = part.split('=');
    if (amount === undefined || more.length > 0)
      throw new Refused(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    const wrong = quantityError(amount);
    if (wrong !== undefined) throw new Refused(wrong);
    found[name] = amount;
  }
  return found;
}
