import { AllowedAddresses, isAllowance, isPrivateName, isPublic } from './addresses.js';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
    '100::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '5f00::1',
    'localhost',
    '',
  ])('such as %j is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'such as %j is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );
});

describe('a name', () => {
  it.each([
    'localhost',
    'LOCALHOST.',
    'x.localhost',
    'printer.local',
    'home.arpa',
    'nas.home.arpa',
    'foo.internal',
    'a.b.internal.',
  ])('such as %s is private', (host) => {
    expect(isPrivateName(host)).toBe(true);
  });

  it.each(['example.org', 'localhost.example.org', 'notlocalhost', 'mylocal', 'arpa', 'internal.example', '8.8.8.8'])(
    'such as %s may be public',
    (host) => {
      expect(isPrivateName(host)).toBe(false);
    },
  );
});

describe('what is allowed besides', () => {
  const allowed = new AllowedAddresses(['hooks.internal', '10.1.0.0/16', '::1', 'fd00::/8']);

  it('is a host by its name, wherever it is', () => {
    expect(allowed.allows('hooks.internal', '192.168.0.9')).toBe(true);
    expect(allowed.allows('HOOKS.internal', '::ffff:192.168.0.9')).toBe(true);
    expect(allowed.allows('other.internal', '192.168.0.9')).toBe(false);
  });

  it('is an address of a network, whatever it is called', () => {
    expect(allowed.allows('other.example', '10.1.255.1')).toBe(true);
    expect(allowed.allows('other.example', '::ffff:10.1.255.1')).toBe(true);
    expect(allowed.allows('other.example', '10.2.0.1')).toBe(false);
    expect(allowed.allows('[fd00::1]', 'fd00::1')).toBe(true);
    expect(allowed.allows('other.example', 'fd00::1%eth0')).toBe(false);
  });

  it('needs no TLS where the host itself was named', () => {
    expect(['hooks.internal', '10.1.2.3', '[::1]'].map((host) => allowed.names(host))).toEqual([true, true, true]);
    expect(['example.org', '8.8.8.8', '127.0.0.1'].map((host) => allowed.names(host))).toEqual([false, false, false]);
  });

  it.each(['localhost', 'hooks.internal', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])('may be %s', (text) => {
    expect(isAllowance(text)).toBe(true);
  });
  it.each(['', ' ', 'http://hooks', 'hooks:80', '10.0.0.0/33', '10.0.0.0/', 'fd00::/129', '10.0.0.0/8/8', '*', 'a/8'])(
    'may not be %j',
    (text) => {
      expect(isAllowance(text)).toBe(false);
    },
  );
});
