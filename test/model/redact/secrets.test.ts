import { describe, expect, it } from 'vitest';
import { isSecret, SECRET_TEXT, withoutSecrets } from '../../../src/model/redact/index.ts';

describe('isSecret', () => {
  it.each([
    ['Interface', 'options', 'psk'],
    ['Interface', 'options', 'local-psk'],
    ['NB_Global', 'options', 'ipsec_preshared_key'],
    ['Chassis', 'external_ids', 'snmpCommunity'],
    ['Chassis', 'other_config', 'admin_password'],
    ['Chassis', 'other_config', 'adminpasswd'],
    ['Open_vSwitch', 'external_ids', 'client-secret'],
    ['Open_vSwitch', 'external_ids', 'k8s.example/api-key'],
    ['Open_vSwitch', 'external_ids', 'AuthToken'],
    ['Load_Balancer', 'external_ids', 'token'],
    ['Chassis', 'other_config', 'db-pwd'],
    ['Chassis', 'other_config', 'ipsec_key'],
    ['Newer', 'password', undefined],
  ])('%s.%s:%s', (table, column, key) => expect(isSecret(table, column, key)).toBe(true));

  it.each([
    ['Interface', 'options', 'key'],
    ['Interface', 'options', 'remote_ip'],
    ['Interface', 'options', 'private_key'],
    ['SSL', 'private_key', undefined],
    ['Chassis', 'hostname', undefined],
    ['DNS', 'records', 'token.example.com'],
    ['Load_Balancer', 'vips', 'secret'],
    ['Port_Group', 'external_ids', 'communityhall'],
    ['Logical_Switch', 'other_config', 'mac_only'],
    ['QoS', 'other_config', 'max-rate'],
  ])('not %s.%s:%s', (table, column, key) => expect(isSecret(table, column, key)).toBe(false));
});

describe('withoutSecrets', () => {
  it.each([
    ['by key', 'options', new Map([['psk', 'hunter2'], ['remote_ip', 'any']]), new Map([['psk', SECRET_TEXT], ['remote_ip', 'any']])], // prettier-ignore
    ['by column', 'password', 'hunter2', SECRET_TEXT],
    ['in a set', 'tokens', ['a', 'b'], [SECRET_TEXT, SECRET_TEXT]],
    ['a key in line', 'other_config', new Map([['private_key', '-----BEGIN RSA PRIVATE KEY-----\nMII…']]), new Map([['private_key', SECRET_TEXT]])], // prettier-ignore
    ['a certificate is none', 'ca_cert', '-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----'],
    ['in a URL', 'external_ids', new Map([['api', 'see https://me:hunter2@host/x']]), new Map([['api', `see https://me:${SECRET_TEXT}@host/x`]])], // prettier-ignore
    ['assigned in text', 'external_ids', new Map([['config', 'user=me password=hunter2 x=1']]), new Map([['config', `user=me password=${SECRET_TEXT} x=1`]])], // prettier-ignore
    ['assigned in JSON', 'external_ids', new Map([['config', '{"secret": "hunter2", "a": 1}']]), new Map([['config', `{"secret": "${SECRET_TEXT}", "a": 1}`]])], // prettier-ignore
    ['the name of a file', 'private_key', '/etc/ovn/key.pem', '/etc/ovn/key.pem'],
    ['numbers', 'token', 5, 5],
    ['nothing', 'psk', undefined, undefined],
  ])('%s', (_, column, value, expected) => {
    expect(withoutSecrets('Interface', column, value)).toEqual(expected);
  });

  it('gives the same value when there is none', () => {
    const map = new Map([['a', 'b']]);
    expect(withoutSecrets('Interface', 'options', map)).toBe(map);
  });

  it('is not slow on text made to be', () => {
    for (const text of ['a.'.repeat(50_000) + '://', `${'://'.repeat(30_000)}`, '-----BEGIN '.repeat(9000)])
      expect(withoutSecrets('T', 'c', text)).toBe(text);
  });
});
