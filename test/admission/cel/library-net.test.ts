import { describe, expect, it } from 'vitest';
import { answers, called, made } from './library-calls.js';

const ip = (text: string) => made('ip', text);
const cidr = (text: string) => made('cidr', text);
const url = (text: string) => made('url', text);

describe('IP addresses', () => {
  it('are read strictly', () => {
    answers([
      ['ip', ['10.0.0.1'], 'net.IP 10.0.0.1'],
      ['ip', ['2001:DB8:0::1'], 'net.IP 2001:db8::1'],
      ['ip', ['64:ff9b::1.2.3.4'], 'net.IP 64:ff9b::102:304'],
      ['isIP', ['::'], true],
      ['isIP', ['010.0.0.1'], false],
      ['isIP', ['::ffff:1.2.3.4'], false],
      ['isIP', ['fe80::1%eth0'], false],
      ['ip.isCanonical', ['2001:db8::1'], true],
      ['ip.isCanonical', ['2001:DB8::1'], false],
      ['string', [ip('2001:DB8::1')], '2001:db8::1'],
      ['ip', [1n], 'ERROR no such overload'],
      ['ip', ['fe80::1%eth0'], 'ERROR IP address "fe80::1%eth0" with zone value is not allowed'],
      ['ip', ['::ffff:1.2.3.4'], 'ERROR IPv4-mapped IPv6 address "::ffff:1.2.3.4" is not allowed'],
    ]);
    const said =
      'ERROR IP Address "x" parse error during conversion from string: ParseAddr("x"): unable to parse IP';
    expect([called('ip', ['x']), called('ip.isCanonical', ['x'])]).toEqual([said, said]);
  });

  it.each([
    ['', 'unable to parse IP'],
    ['%eth0', 'missing IPv6 address'],
    ['1.2.3', 'IPv4 address too short'],
    ['1.2.3.4.5', 'IPv4 address too long'],
    ['1.2.3.04', 'IPv4 field has octet with leading zero'],
    ['1.2.3.256', 'IPv4 field has value >255'],
    ['.1.2.3', 'IPv4 field must have at least one digit (at ".1.2.3")'],
    ['1..2.3', 'IPv4 field must have at least one digit (at ".2.3")'],
    ['1.2.3.', 'IPv4 field must have at least one digit (at ".")'],
    ['1.2.3.4a', 'unexpected character (at "a")'],
    ['1::%', 'zone must be a non-empty string'],
    ['12345::', 'each group must have 4 or less digits (at "12345::")'],
    [':1', 'each colon-separated field must have at least one digit (at ":1")'],
    [
      '1:2:3:4:5:1.2.3.4',
      'embedded IPv4 address must replace the final 2 fields of the address (at "1.2.3.4")',
    ],
    [
      '::2:3:4:5:6:7:8:1.2.3.4',
      'too many hex fields to fit an embedded IPv4 at the end of the address (at "1.2.3.4")',
    ],
    ['::1.2.3', 'IPv4 address too short'],
    ['1:g', 'each colon-separated field must have at least one digit (at "g")'],
    ['1g::', 'unexpected character, want colon (at "g::")'],
    ['1:', 'colon must be followed by more characters (at ":")'],
    ['1::2::3', 'multiple :: in address (at ":3")'],
    ['1:2:3:4:5:6:7:8:9', 'trailing garbage after address (at "9")'],
    ['1:2', 'address string too short'],
    ['1:2:3:4:5:6:7::8', 'the :: must expand to at least one field of zeros'],
    ['1:2:3:4::5:6:7:8', 'the :: must expand to at least one field of zeros'],
  ])('%j: %s', (text, why) => {
    const quoted = JSON.stringify(text);
    expect(called('ip', [text])).toBe(
      `ERROR IP Address ${quoted} parse error during conversion from string: ParseAddr(${quoted}): ${why}`,
    );
  });

  it('are of a family and a kind', () => {
    const kinds = [
      'isUnspecified',
      'isLoopback',
      'isLinkLocalMulticast',
      'isLinkLocalUnicast',
      'isGlobalUnicast',
    ];
    const of = (text: string): unknown[] => [
      called('family', [ip(text)]),
      ...kinds.filter((kind) => called(kind, [ip(text)]) === true),
    ];
    expect({
      '0.0.0.0': of('0.0.0.0'),
      '::': of('::'),
      '127.1.2.3': of('127.1.2.3'),
      '::1': of('::1'),
      '224.0.0.5': of('224.0.0.5'),
      'ff02::1': of('ff02::1'),
      'ff05::1': of('ff05::1'),
      '239.0.0.1': of('239.0.0.1'),
      '169.254.1.1': of('169.254.1.1'),
      'fe80::1': of('fe80::1'),
      '255.255.255.255': of('255.255.255.255'),
      '10.0.0.1': of('10.0.0.1'),
      'fd00::1': of('fd00::1'),
    }).toEqual({
      '0.0.0.0': [4n, 'isUnspecified'],
      '::': [6n, 'isUnspecified'],
      '127.1.2.3': [4n, 'isLoopback'],
      '::1': [6n, 'isLoopback'],
      '224.0.0.5': [4n, 'isLinkLocalMulticast'],
      'ff02::1': [6n, 'isLinkLocalMulticast'],
      'ff05::1': [6n],
      '239.0.0.1': [4n],
      '169.254.1.1': [4n, 'isLinkLocalUnicast'],
      'fe80::1': [6n, 'isLinkLocalUnicast'],
      '255.255.255.255': [4n],
      '10.0.0.1': [4n, 'isGlobalUnicast'],
      'fd00::1': [6n, 'isGlobalUnicast'],
    });
  });
});

describe('networks', () => {
  it('are read, host bits and all', () => {
    answers([
      ['cidr', ['10.1.2.3/8'], 'net.CIDR 10.1.2.3/8'],
      ['isCIDR', ['::/0'], true],
      ['isCIDR', ['10.0.0.0'], false],
      ['isCIDR', ['10.0.0.0/33'], false],
      ['isCIDR', ['::ffff:1.2.3.4/120'], false],
      ['masked', [cidr('10.1.2.3/8')], 'net.CIDR 10.0.0.0/8'],
      ['masked', [cidr('fd00::1/8')], 'net.CIDR fd00::/8'],
      ['prefixLength', [cidr('10.0.0.0/8')], 8n],
      ['ip', [cidr('10.1.2.3/8')], 'net.IP 10.1.2.3'],
      ['string', [cidr('10.1.2.3/8')], '10.1.2.3/8'],
    ]);
  });

  it.each([
    ['x', "no '/'"],
    ['x/8', 'ParseAddr("x"): unable to parse IP'],
    ['fe80::1%a/8', 'IPv6 zones cannot be present in a prefix'],
    ['10.0.0.0/08', 'bad bits after slash: "08"'],
    ['10.0.0.0/+8', 'bad bits after slash: "+8"'],
    ['10.0.0.0/', 'bad bits after slash: ""'],
    ['10.0.0.0/33', 'prefix length out of range'],
    ['::/129', 'prefix length out of range'],
  ])('%j: %s', (text, why) => {
    const twice = 'network address parse error during conversion from string: '.repeat(2);
    expect(called('cidr', [text])).toBe(`ERROR ${twice}netip.ParsePrefix(${JSON.stringify(text)}): ${why}`);
  });

  it('contain addresses and networks', () => {
    const ten = cidr('10.0.0.0/8');
    answers([
      ['containsIP', [ten, '10.1.2.3'], true],
      ['containsIP', [ten, ip('11.0.0.1')], false],
      ['containsIP', [ten, '::1'], false],
      ['containsIP', [ten, 'x'], 'ERROR no such overload'],
      ['containsCIDR', [ten, '10.1.0.0/16'], true],
      ['containsCIDR', [ten, ten], true],
      ['containsCIDR', [ten, cidr('10.0.0.0/7')], false],
      ['containsCIDR', [ten, '11.0.0.0/16'], false],
      ['containsCIDR', [ten, 'fd00::/16'], false],
    ]);
    expect(called('containsCIDR', [ten, 'x/y'])).toMatch(/^ERROR network address parse error.*"x\/y"/);
    expect(called('cidr', ['::ffff:1.2.3.4/120'])).toBe(
      'ERROR network address parse error during conversion from string: IPv4-mapped IPv6 address "::ffff:1.2.3.4/120" is not allowed',
    );
  });
});

describe('URLs', () => {
  it('are absolute, or paths', () => {
    const bad = [
      'a.b',
      '../x',
      '',
      '//a b',
      'http://a b',
      'http://h:x/',
      ':x',
      'http://a\x01',
      '/%zz',
      'http://u[@h/',
      'http://[::1/',
    ];
    const good = [
      'https://a.b/c',
      '/rel',
      '*',
      'mailto:a@b',
      '//x',
      '///x',
      'a:',
      'http://[::1]:80/',
      '/a b',
      'http://u:p@h',
    ];
    expect(bad.filter((text) => called('isURL', [text]) !== false)).toEqual(['//a b']);
    expect(good.filter((text) => called('isURL', [text]) !== true)).toEqual([]);
  });

  it.each([
    ['::', 'missing protocol scheme'],
    ['hello World', 'invalid URI for request'],
    ['', 'empty url'],
    ['http://u[@h/', 'net/url: invalid userinfo'],
    ['http://h:x/', 'invalid port ":x" after host'],
    ['/%zz', 'invalid URL escape "%zz"'],
  ])('%j: %s', (text, why) => {
    expect(called('url', [text])).toBe(
      `ERROR URL parse error during conversion from string: parse ${JSON.stringify(text)}: ${why}`,
    );
  });

  it('are taken apart', () => {
    const whole = url('HTTPS://user@h.io:8443/p%20q/r?x=1&x=2&y=#f');
    const v6 = url('https://[fe80::1%25en0]:80/');
    answers([
      ['getScheme', [whole], 'https'],
      ['getHost', [whole], 'h.io:8443'],
      ['getHostname', [whole], 'h.io'],
      ['getPort', [whole], '8443'],
      ['getEscapedPath', [whole], '/p%20q/r'],
      ['getQuery', [whole], { x: ['1', '2'], y: [''] }],
      ['getHost', [v6], '[fe80::1%en0]:80'],
      ['getHostname', [v6], 'fe80::1%en0'],
      ['getPort', [url('https://h.io/p')], ''],
      ['getHost', [url('https://%C3%B6.io')], 'ö.io'],
      ['getHost', [url('mailto:a@b')], ''],
      ['getEscapedPath', [url('mailto:a@b')], ''],
      ['getHost', [url('///x')], ''],
      ['getEscapedPath', [url('///x')], '///x'],
      ['getEscapedPath', [url('//h/x')], '/x'],
      ['getEscapedPath', [url('*')], '*'],
      ['getEscapedPath', [url('https://h.io/a%2Fb(c)')], '/a%2Fb(c)'],
      ['getEscapedPath', [url('https://h.io/a%2Fb/ö')], '/a/b/%C3%B6'],
      ['getEscapedPath', [url('https://h.io/p q')], '/p%20q'],
      ['getQuery', [url('/?a+b=c%20d+e&&k&x;y=1&%zz=1&v=1=2')], { 'a b': ['c d e'], k: [''], v: ['1=2'] }],
      ['getQuery', [url('/')], {}],
      ['getScheme', ['https://a'], 'ERROR no such overload'],
    ]);
  });

  it('are the same where Go writes them the same', () => {
    const identity = (text: string): unknown => called('url', [text]);
    expect(identity('HTTP://h/a?')).toBe(identity('http://h/a'.concat('?')));
    expect(identity('http://u%41@h/')).toBe(identity('http://uA@h/'));
    expect(identity('http://h/a')).not.toBe(identity('http://h/b'));
    expect(identity('http:/a')).not.toBe(identity('http:///a'));
    expect(identity('http:')).toBe(identity('http://'));
    expect(identity('a:b')).not.toBe(identity('a:c'));
    expect(identity('/a#x')).not.toBe(identity('/a#y'));
  });
});
