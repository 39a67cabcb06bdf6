import { describe, expect, it } from 'vitest';
import { toldOf } from './told.js';

const lines = (text: string) => toldOf({ 'a.yaml': text }).filter((line) => !line.startsWith(' '));
const SOPS = 'sops:\n  mac: ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]\n  version: 3.9.0\n';
const TOLD = 'info input/encrypted: SOPS has encrypted values of this object: it was checked without them';

describe('an object that SOPS has encrypted', () => {
  it('is told once, and nothing is said of what is encrypted', () => {
    const text = `apiVersion: v1
kind: Secret
metadata: {name: a}
data:
  token: ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]
${SOPS}`;
    expect(lines(text)).toEqual([`a.yaml:6:1-5 ${TOLD}`]);
  });

  it('is checked for what is in clear', () => {
    const text = `apiVersion: v1
kind: Secret
metadata: {name: A}
data: {token: "ENC[AES256_GCM,data:a]", plain: nothing}
${SOPS}`;
    expect(lines(text)).toEqual([
      "a.yaml:3:18-19 error server/invalid: name: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      'a.yaml:4:48-55 error schema/bad-format: data.plain is not base64',
      `a.yaml:5:1-5 ${TOLD}`,
    ]);
  });

  it('can be of any kind', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  replicas: ENC[AES256_GCM,data:a,type:int]
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}
${SOPS}`;
    expect(lines(text)).toEqual([`a.yaml:8:1-5 ${TOLD}`]);
  });

  it('is none for a field of that name', () => {
    expect(lines('apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nsops: {a: b}\n')).toEqual([
      'a.yaml:4:1-5 error schema/unknown-field: unknown field "sops"',
    ]);
  });
});
