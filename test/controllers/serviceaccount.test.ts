import { describe, expect, it } from 'vitest';
import { serviceAccount } from '../../src/controllers/serviceaccount.js';
import { at, look, lookAt, made, stored, woken } from './look.js';

const namespace = (metadata: object = {}) =>
  made('Namespace', 'shop', { metadata, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });

describe('what every namespace has', () => {
  it('makes the ServiceAccount and the CA’s ConfigMap, where they are not', () => {
    const cluster = stored([namespace()]);
    const { lines, cluster: after } = lookAt(serviceAccount, cluster, 'shop');
    expect(lines).toEqual(['create ServiceAccount/default', 'create ConfigMap/kube-root-ca.crt']);
    expect(after.get('ConfigMap', 'shop/kube-root-ca.crt')).toMatchObject({ data: { 'ca.crt': '' } });
    expect(after.get('ServiceAccount', 'shop/default')).not.toHaveProperty('data');
    expect(look(serviceAccount, after, 'shop')).toEqual([]);
    const gone = after.with([{ verb: 'delete', object: after.get('ConfigMap', 'shop/kube-root-ca.crt')! }]);
    expect(look(serviceAccount, gone, 'shop')).toEqual(['create ConfigMap/kube-root-ca.crt']);
  });

  it('makes nothing in a namespace that is being deleted, or is not there', () => {
    expect(look(serviceAccount, stored([namespace({ deletionTimestamp: at(0) })]), 'shop')).toEqual([]);
    expect(look(serviceAccount, stored([]), 'shop')).toEqual([]);
  });

  it('looks at a namespace when it changes or one of the two is deleted', () => {
    const wake = (verb: 'update' | 'delete', object: ReturnType<typeof made>) =>
      woken(serviceAccount, object.kind, stored([]), { verb, object });
    expect(wake('update', namespace())).toEqual(['shop']);
    expect(wake('delete', made('ServiceAccount', 'any'))).toEqual(['default']);
    expect(wake('update', made('ServiceAccount', 'any'))).toEqual([]);
    expect(wake('delete', made('ConfigMap', 'any'))).toEqual(['default']);
    expect(wake('update', made('ConfigMap', 'any'))).toEqual([]);
    expect(wake('delete', made('ConfigMap', 'any', { metadata: { namespace: undefined } }))).toEqual([]);
  });
});
