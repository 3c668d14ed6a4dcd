import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Reads one line from a terminal without showing what is typed or pasted. */
export function hiddenLine(input: NodeJS.ReadStream): Promise<string> {
  // What it would show goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  return new Promise((resolve) => {
    // With its own reader the terminal makes no signal of Ctrl-C.
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    reader.once('close', () => resolve(''));
    reader.once('line', (line) => {
      resolve(line);
      reader.close();
    });
  });
}
