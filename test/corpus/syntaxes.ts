/** A file in which a name is given a value, and nothing else speaks of Baseten. */
export interface Syntax {
  name: string;
  path: string;
  write: (name: string, value: string) => string;
}

/** The names of the card and of the facts that need no quotes in any of the syntaxes. */
export const BASETEN_NAMES: readonly string[] = [
  'BASETEN_API_KEY',
  'baseten_api_key',
  'API_KEY_BAS',
  'basetenKey',
  'bastn_key',
  'basetenToken',
  'MY_BASETEN_API_KEY',
  'BASETEN_API_KEY_STAGING',
  'basetenApiKey',
  'baseten_chain_api_key',
  'TRUSS_API_KEY',
  'bdn_api_key',
];

/** Pours any key into any syntax: every way that we know of to give a name a value. */
export const SYNTAXES: readonly Syntax[] = [
  { name: 'dotenv', path: '.env', write: (name, value) => `${name}=${value}\n` },
  { name: 'dotenv, quoted', path: '.env.local', write: (name, value) => `${name}="${value}"\n` },
  { name: 'shell', path: 'run.sh', write: (name, value) => `export ${name}=${value}\n` },
  { name: 'shell, quoted', path: 'run.sh', write: (name, value) => `export ${name}='${value}'\n` },
  { name: 'shell, before a command', path: 'run.sh', write: (name, value) => `${name}=${value} ./run\n` },
  { name: 'shell, default', path: 'run.sh', write: (name, value) => `key="\${${name}:-${value}}"\n` },
  { name: 'csh', path: '.cshrc', write: (name, value) => `setenv ${name} ${value}\n` },
  { name: 'fish', path: 'config.fish', write: (name, value) => `set -gx ${name} ${value}\n` },
  { name: 'PowerShell', path: 'run.ps1', write: (name, value) => `$env:${name} = "${value}"\n` },
  { name: 'batch', path: 'run.bat', write: (name, value) => `set ${name}=${value}\r\n` },
  { name: 'batch, quoted', path: 'run.cmd', write: (name, value) => `set "${name}=${value}"\r\n` },
  { name: 'setx', path: 'run.bat', write: (name, value) => `setx ${name} "${value}"\r\n` },
  { name: 'make', path: 'Makefile', write: (name, value) => `${name} := ${value}\n` },
  { name: 'JSON', path: 'keys.json', write: (name, value) => `{\n  "${name}": "${value}"\n}\n` },
  { name: 'JSON, minified', path: 'keys.json', write: (name, value) => `{"a":1,"${name}":"${value}","b":2}` },
  {
    name: 'JSON in JSON',
    path: 'keys.json',
    write: (name, value) => `{"a":"{\\"${name}\\":\\"${value}\\"}"}\n`,
  },
  { name: 'JSON5', path: 'keys.json5', write: (name, value) => `{ ${name}: '${value}' }\n` },
  { name: 'YAML', path: 'keys.yaml', write: (name, value) => `${name}: ${value}\n` },
  { name: 'YAML, quoted', path: 'keys.yml', write: (name, value) => `a:\n  ${name}: "${value}"\n` },
  { name: 'YAML, flow', path: 'keys.yaml', write: (name, value) => `a: { ${name}: ${value}, b: 1 }\n` },
  {
    name: 'YAML, name and value',
    path: 'k8s.yaml',
    write: (name, value) => `- name: ${name}\n  value: ${value}\n`,
  },
  { name: 'TOML', path: 'keys.toml', write: (name, value) => `[a]\n${name} = "${value}"\n` },
  { name: 'INI', path: 'keys.ini', write: (name, value) => `[a]\n${name} = ${value}\n` },
  { name: 'properties', path: 'a.properties', write: (name, value) => `${name}=${value}\n` },
  { name: 'XML, element', path: 'keys.xml', write: (name, value) => `<${name}>${value}</${name}>\n` },
  {
    name: 'XML, name and text',
    path: 'keys.xml',
    write: (name, value) => `<s name="${name}">${value}</s>\n`,
  },
  {
    name: 'XML, key and value',
    path: 'a.config',
    write: (name, value) => `<add key="${name}" value="${value}" />\n`,
  },
  { name: 'Dockerfile', path: 'Dockerfile', write: (name, value) => `ENV ${name}=${value}\n` },
  { name: 'Dockerfile, old form', path: 'Dockerfile', write: (name, value) => `ENV ${name} ${value}\n` },
  {
    name: 'compose',
    path: 'compose.yaml',
    write: (name, value) => `    environment:\n      - ${name}=${value}\n`,
  },
  { name: 'docker run', path: 'run.sh', write: (name, value) => `docker run -e ${name}=${value} app\n` },
  { name: 'Terraform', path: 'main.tfvars', write: (name, value) => `${name} = "${value}"\n` },
  {
    name: 'Terraform, default',
    path: 'variables.tf',
    write: (name, value) => `variable "${name}" {\n  default = "${value}"\n}\n`,
  },
  {
    name: 'GitHub workflow',
    path: '.github/workflows/a.yml',
    write: (name, value) => `env:\n  ${name}: ${value}\n`,
  },
  { name: 'Python', path: 'a.py', write: (name, value) => `${name} = "${value}"\n` },
  { name: 'Python, annotated', path: 'a.py', write: (name, value) => `${name}: str = '${value}'\n` },
  { name: 'Python, environ', path: 'a.py', write: (name, value) => `os.environ["${name}"] = "${value}"\n` },
  { name: 'Python, getenv', path: 'a.py', write: (name, value) => `os.getenv("${name}", "${value}")\n` },
  { name: 'Python, argument', path: 'a.py', write: (name, value) => `connect(1, ${name}="${value}")\n` },
  { name: 'Python, broken line', path: 'a.py', write: (name, value) => `${name} = (\n    "${value}"\n)\n` },
  { name: 'TypeScript', path: 'a.ts', write: (name, value) => `const ${name}: string = '${value}';\n` },
  { name: 'JavaScript, template', path: 'a.js', write: (name, value) => `const ${name} = \`${value}\`;\n` },
  {
    name: 'JavaScript, property',
    path: 'a.js',
    write: (name, value) => `f({ a: 1, ${name}: "${value}" });\n`,
  },
  {
    name: 'JavaScript, fallback',
    path: 'a.js',
    write: (name, value) => `process.env.${name} ?? '${value}';\n`,
  },
  { name: 'Go', path: 'a.go', write: (name, value) => `\t${name} := "${value}"\n` },
  { name: 'Rust', path: 'a.rs', write: (name, value) => `const ${name}: &str = "${value}";\n` },
  { name: 'Java', path: 'A.java', write: (name, value) => `static final String ${name} = "${value}";\n` },
  { name: 'Kotlin', path: 'A.kt', write: (name, value) => `val ${name} = "${value}"\n` },
  { name: 'Ruby', path: 'a.rb', write: (name, value) => `ENV['${name}'] ||= '${value}'\n` },
  { name: 'Ruby, hash', path: 'a.rb', write: (name, value) => `{ :${name} => '${value}' }\n` },
  { name: 'PHP', path: 'a.php', write: (name, value) => `<?php\n$${name} = '${value}';\n` },
  { name: 'PHP, define', path: 'a.php', write: (name, value) => `<?php\ndefine('${name}', '${value}');\n` },
  { name: 'C#', path: 'A.cs', write: (name, value) => `public const string ${name} = "${value}";\n` },
  { name: 'Swift', path: 'A.swift', write: (name, value) => `let ${name} = "${value}"\n` },
  { name: 'C', path: 'a.h', write: (name, value) => `#define ${name} "${value}"\n` },
  { name: 'notebook', path: 'a.ipynb', write: (name, value) => `    "${name} = \\"${value}\\"\\n",\n` },
  { name: 'query', path: 'a.txt', write: (name, value) => `https://example.com/?${name}=${value}&b=1\n` },
];
