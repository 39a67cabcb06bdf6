import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import { clientSideApply, type Live, serverSideApplied } from '../../src/diff/apply/outcome.js';
import { applyTarget } from '../../src/diff/apply/target.js';
import { recordUpdate } from '../../src/patch/server-side.js';
import { deployment, documents } from './manifests.js';

const target = applyTarget('apps/v1', 'Deployment', { version: '1.36' });

function manifest(text: string): JsonObject {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error('no object');
  return { ...value, metadata: { ...(value['metadata'] as JsonObject), namespace: 'default' } };
}

/** What `kubectl create` leaves. */
function created(text: string): Live {
  const written = target.write(manifest(text), undefined);
  if ('error' in written) throw new Error(written.error.message);
  const who = { manager: 'kubectl-create', apiVersion: 'apps/v1' };
  return { object: written.object, managers: recordUpdate({}, written.object, [], target.shapeAt, who) };
}

const one = deployment('image: a:1');
const two = deployment('image: a:2');
const specOf = (live: Live | undefined) => live?.object['spec'] as JsonObject;

describe('kubectl apply', () => {
  it('creates, leaves alone, configures', () => {
    const first = clientSideApply(manifest(one), undefined, target);
    expect(first).toMatchObject({ word: 'created', exitCode: 0, output: 'deployment.apps/web created' });
    const same = clientSideApply(manifest(one), first.live, target);
    expect(same.output).toBe('deployment.apps/web unchanged');
    const next = clientSideApply(manifest(two), first.live, target);
    expect(next.output).toBe('deployment.apps/web configured');
    expect(next.live?.object['metadata']).toMatchObject({ generation: 2 });
  });

  it('warns of an object that it has not applied before', () => {
    const { output } = clientSideApply(manifest(two), created(one), target);
    expect(output).toMatch(
      /^Warning: resource deployments\/web is missing the .*\ndeployment.apps\/web configured$/,
    );
  });

  it('leaves the object as it was where the server refuses', () => {
    const { live } = clientSideApply(manifest(one), undefined, target);
    const refused = clientSideApply(manifest(one.replaceAll('app: web', 'app: www')), live, target);
    expect(refused).toMatchObject({
      exitCode: 1,
      output:
        'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"www"}}: field is immutable',
    });
    expect(refused.live).toBe(live);
  });

  it('--server-side meets whoever wrote the field otherwise', () => {
    const { output, exitCode } = serverSideApplied(manifest(two), created(one), target);
    expect(output.split('\n')[0]).toBe(
      'error: Apply failed with 1 conflict: conflict with "kubectl-create" using apps/v1: .spec.template.spec.containers[name="web"].image',
    );
    expect(exitCode).toBe(1);
    expect(serverSideApplied(manifest(two), created(one), target, { force: true }).word).toBe(
      'serverside-applied',
    );
  });

  it('--server-side takes over what was applied on the client, and lets go of what is no longer said', () => {
    const client = clientSideApply(manifest(deployment('image: a:1\nargs: [x]')), undefined, target);
    const server = serverSideApplied(manifest(two), client.live, target);
    expect(server.output).toBe('deployment.apps/web serverside-applied');
    const [container] = (
      (specOf(server.live)['template'] as JsonObject)['spec'] as { containers: JsonObject[] }
    ).containers;
    expect(container).toMatchObject({ image: 'a:2' });
    expect(container).not.toHaveProperty('args');
  });
});
