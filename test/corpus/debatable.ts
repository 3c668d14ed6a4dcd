import { type DebatableCase, made, seen } from './case.ts';

/** Cases that are not run, with the reason for either label. Move one when it has been decided. */
export const DEBATABLE: readonly DebatableCase[] = [
  {
    name: 'debatable: another vendor’s 8.32 in a credential file',
    source: made('djangorestframework-api-key'),
    path: '.env',
    text: 'INVENTORY_SERVICE_API_KEY={legacy}\n',
    reason:
      'The contract takes any secret-like name in a credential file. It is a leak, though not Baseten’s.',
  },
  {
    name: 'debatable: a letter glued before F2',
    source: made('a typing slip'),
    path: 'a.txt',
    text: 'x{current}\n',
    reason: 'The key may follow an escape that we do not know; it may be part of a longer name.',
  },
  {
    name: 'debatable: capital B10 under a Baseten name',
    source: made('upper-cased by a tool'),
    path: '.env',
    text: 'BASETEN_API_KEY=B10_{base62:8}.{base62:32}\n',
    reason:
      'It is no key as it stands, but an opaque literal under Baseten’s name, and the key with a change of case.',
  },
  {
    name: 'debatable: a key without its last character under a Baseten name',
    source: made('a copying slip'),
    path: '.env',
    text: 'BASETEN_API_KEY=b10_{base62:8}.{base62:31}\n',
    reason:
      'No key by the exact rules; as an opaque literal under Baseten’s name the last rule may well speak up.',
  },
  {
    name: 'debatable: base64 of an opaque value in a Secret',
    source: made('a registered key, encoded'),
    path: 'k8s/secret.yaml',
    text: 'kind: Secret\ndata:\n  BASETEN_API_KEY: {base64}{opaque}{/base64}\n',
    reason: 'It should be found; whether as the value or as its decoded form is not said.',
  },
  {
    name: 'debatable: an MD5 under a Baseten name',
    source: made('a checksum of the key'),
    path: 'a.yaml',
    text: 'baseten_api_key_hash: {hex:32}\n',
    reason: 'A hash of a key is no key, though one of a weak key helps a thief. The name says hash.',
  },
  {
    name: 'debatable: a word that a person chose',
    source: seen('"BASETEN_API_KEY": "provider-secret" in a test'),
    path: 'config.py',
    text: 'BASETEN_API_KEY = "correct-horse-battery-staple"\n',
    reason: 'Baseten issues none such, and a workspace’s own could be; tests write such words all the time.',
  },
  {
    name: 'debatable: base64 in lines of 76',
    source: made('MIME'),
    path: 'mail.eml',
    text: '{base64}key: {current}{/base64}\n',
    reason: 'A key may be cut by the line end. Only the file as a whole could tell.',
  },
  {
    name: 'debatable: 8.32 in a header X-Api-Key',
    source: made('any server on djangorestframework-api-key'),
    path: 'call.sh',
    text: 'curl -H "X-Api-Key: {legacy}" https://example.com\n',
    reason:
      'The contract says an Api-Key header, which is Baseten’s scheme of Authorization; this is another header.',
  },
];
