import { type NegativeCase, negatives, seen } from '../case.ts';

/** Lines about keys as public code has them, in one heap. */
export const AS_SEEN_NEGATIVES: readonly NegativeCase[] = [
  ...negatives('as seen', [
    [
      'login of a variable',
      seen("truss.login('${BASETEN_API_KEY}') in a job script"),
      'job.sh',
      `python3 -c "import truss; truss.login('\${BASETEN_API_KEY}')"\n`,
    ],
    [
      'login of an argument',
      seen('truss.login(api_key) of an action'),
      'main.py',
      'truss.login(api_key)\nreturn truss.push(truss_directory, publish=True)\n',
    ],
    [
      'login, documented',
      'docs: docs.baseten.co, the Truss SDK',
      'sdk.md',
      '## `truss.login(api_key: str) → None`\n\nAuthenticates with Baseten using an API key.\n',
    ],
    [
      'ChatBaseten, test',
      seen('ChatBaseten(model=…, baseten_api_key="test_key")'),
      'test_chat.py',
      'chat = ChatBaseten(\n    model="deepseek-ai/DeepSeek-V3-0324",\n    baseten_api_key="test_key",\n)\n',
    ],
    [
      'ChatBaseten, README',
      seen('baseten_api_key="your-api-key" in a README of LangChain'),
      'README.md',
      'chat = ChatBaseten(\n    model="deepseek-ai/DeepSeek-V3-0324",\n    baseten_api_key="your-api-key",  # or BASETEN_API_KEY\n)\n',
    ],
    [
      'one source or the other',
      seen('apiKeys?.baseten || process.env.BASETEN_API_KEY'),
      'llm.ts',
      'const basetenApiKey = apiKeys?.baseten || process.env.BASETEN_API_KEY;\n',
    ],
    [
      'saved and restored',
      seen('originalBasetenApiKey = process.env.BASETEN_API_KEY'),
      'env.test.ts',
      'const originalBasetenApiKey = process.env.BASETEN_API_KEY;\n',
    ],
    [
      'a state manager',
      seen('controller.stateManager.getSecretKey("basetenApiKey")'),
      'models.ts',
      'const basetenApiKey = controller.stateManager.getSecretKey("basetenApiKey")\n',
    ],
    [
      'PHP property',
      seen('$ps->basetenApiKey = $genericApiKey'),
      'map.php',
      "case 'baseten':\n    $ps->basetenApiKey = $genericApiKey;\n    break;\n",
    ],
    [
      'TODO in Go',
      seen('basetenApiKey = "" // TODO: add your Baseten API key here'),
      'client.go',
      '\tmodelID       = "" // TODO: add your Baseten Model ID here\n\tbasetenApiKey = "" // TODO: add your Baseten API key here\n',
    ],
    [
      'Rust formats',
      seen('format!("BASETEN_API_KEY={token}")'),
      'contexts.rs',
      'format!("BASETEN_API_KEY={token}"),\nformat!("Authorization: Api-Key {token}"),\n',
    ],
    [
      'reading .env by hand',
      seen('if line.startswith("BASETEN_API_KEY=")'),
      'load.py',
      'if line.startswith("BASETEN_API_KEY="):\n    value = line.split("=", 1)[1]\n',
    ],
    [
      'printed instructions',
      seen('print("   BASETEN_API_KEY=your_actual_key_here")'),
      'setup.py',
      'print("2. Add it to your .env file:")\nprint("   BASETEN_API_KEY=your_actual_key_here")\n',
    ],
    [
      'usage in a docstring',
      seen('BASETEN_API_KEY=... CHAIN_URL=https://chain-<id>.api.baseten.co/…'),
      'invoke.py',
      '"""Usage:\n    BASETEN_API_KEY=... CHAIN_URL=https://chain-<id>.api.baseten.co/run_remote python invoke.py\n"""\n',
    ],
    [
      'f-string of a constant',
      seen('headers={"Authorization": f"Api-Key {BASETEN_API_KEY}"}'),
      'call.py',
      '    headers={"Authorization": f"Api-Key {BASETEN_API_KEY}"},\n    json=payload,\n',
    ],
    [
      'websocket documentation',
      seen('Authorization: Api-Key {BASETEN_API_KEY} in a protocol description'),
      'PROTOCOL.md',
      'wss://model-{MODEL_ID}.api.baseten.co/environments/production/websocket\nAuthorization: Api-Key {BASETEN_API_KEY}\n',
    ],
    [
      'ZenML flavour',
      seen('zenml … --baseten_api_key={{baseten_secret.api_key}}'),
      'README.md',
      'zenml model-deployer register b --flavor=baseten --baseten_api_key={{baseten_secret.api_key}}\n',
    ],
    [
      'LiteLLM proxy',
      seen('basetenlabs/baseten-claude-code litellm_config.yaml'),
      'litellm_config.yaml',
      'model_list:\n  - model_name: baseten/openai/gpt-oss-120b\n    litellm_params:\n      model: baseten/openai/gpt-oss-120b\n      api_key: os.environ/BASETEN_API_KEY\n',
    ],
    [
      'sample .trussrc',
      seen('basetenlabs/truss truss/tests/remote/test_remote_factory.py'),
      'test_remote_factory.py',
      'SAMPLE_TRUSSRC = """\n[test]\nremote_provider=test_remote\napi_key=test_key\nremote_url=http://test.com\n"""\n',
    ],
    [
      'another Truss',
      seen('truss-security: "TRUSS_API_KEY": "YOUR_KEY"'),
      'mcp.json',
      '{ "env": { "TRUSS_API_KEY": "YOUR_KEY" } }\n',
    ],
    [
      'another Truss, tests',
      seen('truss-security: TRUSS_API_KEY=abc in a test'),
      'env.test.ts',
      'parseEnvFile(`\n# comment\nTRUSS_API_KEY=abc\n`);\n',
    ],
    [
      'a rule of a scanner',
      seen('kingfisher.baseten.1 in a catalogue of rules'),
      'rules.ts',
      'id: "kingfisher.baseten.1",\nregex: new RegExp("\\\\bbaseten.{0,32}?\\\\b([A-Za-z0-9]{8}\\\\.[A-Za-z0-9]{32})\\\\b", "g"),\n',
    ],
    [
      'tensor engine’s option',
      seen("B10_COMMIT='$commit',B10_REMOTE='$REMOTE' of a cluster job"),
      'submit.sh',
      "sbatch --export=ALL,B10_COMMIT='$commit',B10_CELL='$cell',B10_REMOTE='$REMOTE' run.sbatch\n",
    ],
    [
      'aliases of modules',
      seen('from truss.remote.baseten import custom_types as b10_types'),
      'push.py',
      'from truss.remote.baseten import custom_types as b10_types\nfrom truss.remote.baseten import error as b10_errors\nfrom truss.remote.baseten import service as b10_service\n',
    ],
  ]),
];
