import { describe, expect, it } from 'vitest';
import { isNearName, NearNames } from '../../src/api/near-names.js';

const NEAR: [written: string, meant: string][] = [
  ['shpo', 'shop'],
  ['order', 'orders'],
  ['orders', 'ordersx'],
  ['dbs', 'db'],
  ['webb', 'web'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['url', 'URL'],
  ['orders_config', 'orders-config'],
  ['orders-cofnig', 'orders-config'],
  ['orders-confi', 'orders-config'],
  ['orders-konfig', 'orders-config'],
  ['web1', 'web-1'],
];
const FAR: [string, string][] = [
  ['web', 'web'],
  ['web-1', 'web-2'],
  ['web-v1', 'web-v11'],
  ['web-11', 'web-1-1'],
  ['web1', 'web2'],
  ['orders-db', 'orders-api'],
  ['db', 'dc'],
  ['api', 'app'],
  ['mysql-a', 'mysql-b'],
  ['web-a', 'web'],
  ['weba', 'web-b'],
  ['input', 'output'],
  ['ingress', 'egress'],
  ['gp2', 'gp3'],
  ['a', 'ab'],
  ['ab', 'a'],
  ['', 'a'],
  ['orders', 'ordersxy'],
];

describe('a name that is a slip of another', () => {
  it.each(NEAR)('%s of %s', (written, meant) => {
    expect(isNearName(written, meant)).toBe(true);
    expect(isNearName(meant, written)).toBe(true);
    expect(new NearNames(['other', meant, 'another']).near(written)).toEqual([meant]);
  });

  it.each(FAR)('is not %s of %s', (written, meant) => {
    expect(isNearName(written, meant)).toBe(false);
    expect(new NearNames([meant]).near(written)).toEqual([]);
  });

  it('is found among all that are near, each once, sorted', () => {
    expect(new NearNames(['orders', 'carts', 'order-s', 'orders']).near('orderss')).toEqual(['orders']);
    expect(new NearNames(['caart', 'carts', 'Cart']).near('cart')).toEqual(['Cart', 'caart', 'carts']);
  });
});

it('leaves names alone that are longer than any', () => {
  const long = (length: number) => 'abcd'.repeat(100_000).slice(0, length);
  const near = (length: number) => new NearNames([`${long(length - 1)}x`]).near(long(length));
  expect([near(253).length, near(254).length, near(400_000).length]).toEqual([1, 0, 0]);
  expect([isNearName(long(253), long(252)), isNearName(long(254), long(253))]).toEqual([true, false]);
});
