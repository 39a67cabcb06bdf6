import type { JsonObject } from '../../src/api/json.js';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { bare, managersOf, shapesIn } from '../../src/apiserver/managed-fields.js';
import type { Answer } from '../../src/apiserver/request.js';
import { isCustom, isNamespaced, servedKind } from '../../src/apiserver/served.js';
import { replace } from '../../src/apiserver/update.js';
import { runKubectl } from '../../src/kubectl/command-line.js';
import { applyMergePatch } from '../../src/patch/json-merge-patch.js';
import { json, managerLines, read, type Story } from '../patch/play.js';
import { clientOf } from './client.js';

/** What the server alone gives, and draws anew for every world. */
const DRAWN = ['uid', 'creationTimestamp', 'resourceVersion'];

/**
 * What kubectl says and leaves: `client {…}` and `server [--force-conflicts] [--field-manager=NAME] {…}` apply, `create {…}`
 * and `patch {…}` ask the server itself (with `/status`: as whoever writes that subresource). After each, the exit code, the
 * word and the output, or the server's Status; the object where it changed, and who owns what.
 */
export function kubectl({ about, steps }: Story): string[] {
  const [apiVersion = '', kind = ''] = about.split(' ');
  const client = clientOf();
  const shapeAt = shapesIn(client.cluster, apiVersion, kind);
  const place = isNamespaced(client.cluster, { apiVersion, kind }) ? { namespace: 'ns' } : {};
  const type = isCustom(servedKind(client.cluster, apiVersion, kind)) ? 'merge' : 'strategic';
  let name = 'x';
  const live = () => {
    const object = { apiVersion, kind, metadata: { name, ...place } } as KubeObject;
    return client.cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  };
  return steps.flatMap((step) => {
    const [, verb = '', flags = '', text = ''] = /^(\w+) ((?:[-/]\S+ )*)(\{.*)$/.exec(step) ?? [];
    const body = read(text);
    const before = live();
    const said: string[] = [];
    const tell = (answer: Answer) => {
      if ('refusal' in answer) said.push(statusText(answer));
      else said.push(...answer.warnings);
    };
    const subresource = flags.trim().slice(1);
    if (verb === 'patch' && before) {
      const patch = { type, patch: body } as const;
      const who = { fieldManager: 'kubectl-patch', fieldValidation: 'Strict' } as const;
      if (subresource === '')
        tell(client.send({ verb: 'patch', kind: kindOf(before), key: keyOf(before), ...patch, ...who }));
      else {
        const merged = applyMergePatch(before as unknown as JsonObject, body) as unknown as KubeObject;
        const answer = replace(client.cluster, merged, before, { ...who, subresource }, 0);
        if (!('refusal' in answer)) client.cluster = answer.cluster;
        tell(answer);
      }
    } else {
      const metadata = { ...(body['metadata'] as JsonObject), ...place };
      const object = { apiVersion, kind, ...body, metadata } as unknown as KubeObject;
      name = object.metadata.name ?? '';
      const who = { fieldManager: 'kubectl-create', fieldValidation: 'Strict' } as const;
      if (verb === 'create') tell(client.send({ verb: 'create', object, ...who }));
      else {
        const server = verb === 'server' ? ['--server-side'] : [];
        const args = ['apply', '-f', '-', ...server, ...flags.split(' ').filter((flag) => flag !== '')];
        const printed = runKubectl(args, { client, namespace: 'ns', stdin: object });
        said.push(`${printed.exitCode} ${printed.outcome.word ?? '-'}`, ...printed.text.split('\n'));
      }
    }
    const after = live();
    const was = before && objectText(before);
    if (after && objectText(after) !== was) said.push(objectText(after));
    const owners = (object: KubeObject) => managerLines(managersOf(object, shapeAt));
    if (after && json(owners(after)) !== json(before && owners(before))) said.push(...owners(after));
    return said.map(stamped);
  });
}

/** What differs from world to world, told by its name, in texts that quote whole objects too. */
function stamped(line: string): string {
  return line
    .replaceAll('1970-01-01T00:00:00Z', 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g, 'UID')
    .replace(/(resourceVersion\\*":\\*")\d+/g, '$1RV');
}

function objectText(object: KubeObject): string {
  const { metadata, ...rest } = bare(object);
  const kept = Object.entries(metadata as JsonObject).filter(([key]) => !DRAWN.includes(key));
  return json({ ...rest, metadata: Object.fromEntries(kept) });
}

function statusText({ refusal }: Extract<Answer, { refusal: unknown }>): string {
  const { reason, message, details, errors = [] } = refusal;
  const causes = errors.map((error) => `${error.field}: ${error.message}`);
  return json({ reason, message, ...(details && { details: { ...details, causes } }) });
}
