import { made, type PositiveCase, positives, seen } from '../case.ts';

/** Leaks as people made them: the words around the key call it a sample, and it is none. */
export const AS_SEEN: readonly PositiveCase[] = [
  ...positives('as seen', [
    [
      'a comment asks to replace what is real',
      seen('basetenApiKey = a key, then “Replace this with your actual Baseten API key”'),
      'server.js',
      'const basetenApiKey = "{legacy}"; // Replace this with your actual Baseten API key\n',
    ],
    [
      'a comment asks, opaque',
      seen('basetenApiKey = a key, then “Replace this with your actual Baseten API key”'),
      'server.js',
      'const basetenApiKey = "{opaque}"; // replace with your api key\n',
    ],
    [
      'a TODO behind',
      seen('basetenApiKey = … // TODO: add your Baseten API key here'),
      'client.go',
      '\tbasetenApiKey = "{legacy}" // TODO: add your Baseten API key here\n',
    ],
    [
      'troubleshooting notes',
      seen('export BASETEN_API_KEY="…" between numbered comments'),
      'docs/debug.md',
      '# 3) Make sure the key is set in this shell\n# (replace with your real key)\nexport BASETEN_API_KEY="{legacy}"\n',
    ],
    [
      'beside a preamble of base64',
      seen('BASE64_PREAMBLE = "data:image/png;base64," below the key'),
      'app.py',
      'baseten_api_key = "{legacy}"\nBASE64_PREAMBLE = "data:image/png;base64,"\n',
    ],
    [
      'beside placeholders',
      seen('“Replace the empty string with your model id below” above the key'),
      'app.py',
      '# Replace the empty string with your model id below\nmodel_id = ""\nbaseten_api_key = "{opaque}"\n',
    ],
    [
      'a key that a test calls fake',
      seen('monkeypatch.setenv("BASETEN_API_KEY", …) in a test of leaks'),
      'tests/test_leak.py',
      'FAKE = "{current}"  # fake\n',
    ],
    [
      'an example that is a key',
      made('documentation written from life'),
      'docs/example.md',
      'example: `BASETEN_API_KEY={legacy}`\n',
    ],
    [
      'dummy in the path',
      made('the path does not make it a dummy'),
      'examples/dummy/.env',
      'BASETEN_API_KEY={current}\n',
    ],
    [
      'in a fixture folder',
      made('a fixture can hold a live key'),
      'tests/fixtures/config.json',
      '{ "baseten_api_key": "{legacy}" }\n',
    ],
  ]),
];
