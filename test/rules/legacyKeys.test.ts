import { expect, test } from 'vitest';
import { fileTraits } from '../../src/rules/evidence/fileTraits.ts';
import { RULES } from '../../src/rules/rules.ts';
import { letters } from '../support/keys.ts';

const KEY = `a1B2c3D4.${letters(32)}`;
const rule = RULES.find(({ id }) => id === 'baseten-legacy-key');

function found(text: string, path: string) {
  return rule?.find({ text, file: fileTraits(path) }).map(({ confidence, needs }) => [confidence, needs]);
}

test.each([
  ['beside Baseten’s name', `baseten: "${KEY}"`, 'a.py', [['high', undefined]]],
  ['in an Api-Key header', `Api-Key ${KEY}`, 'a.py', [['high', undefined]]],
  ['under a name that joins its words', `trussApiKey = "${KEY}"`, 'a.ts', [['high', undefined]]],
  ['under another such name', `myTrussToken: "${KEY}"`, 'a.ts', [['high', undefined]]],
  ['under the name of a delivery network’s key', `bdnApiKey = "${KEY}"`, 'a.ts', [['high', undefined]]],
  ['under the card’s name, its words joined', `apiKeyBas = "${KEY}"`, 'a.ts', [['high', undefined]]],
  ['under the name of a prefix', `bastnKey = "${KEY}"`, 'a.ts', [['high', undefined]]],
  ['beside the name of a pair', `name: trussApiKey, value: ${KEY}`, 'a.yaml', [['high', undefined]]],
  ['in a client’s call', `new PerformanceClient (url, "${KEY}")`, 'a.ts', [['high', undefined]]],
  ['beside a name that is about a key', `trussKeyName = "${KEY}"`, 'a.ts', [['medium', 'near']]],
  ['in a file named after Baseten', `x = "${KEY}"`, 'baseten.py', [['medium', undefined]]],
  ['under a secret name in a file of credentials', `API_KEY=${KEY}`, '.env', [['medium', undefined]]],
  ['under another name there', `ID=${KEY}`, '.env', [['medium', 'near']]],
  ['under a secret name elsewhere', `api_key = "${KEY}"`, 'a.py', [['medium', 'near']]],
  ['in an address', `https://${KEY}/v1`, 'a.py', [['medium', 'near']]],
  ['before a file’s ending', `${KEY}.txt`, 'a.py', [['medium', 'near']]],
  ['in an address that ends', `https://${KEY}. A`, 'a.py', [['medium', 'near']]],
  ['as the domain below another', `https://${KEY}.example.com/v1`, 'a.py', []],
])('an older key %s', (_, text, path, expected) => expect(found(text, path)).toEqual(expected));
