import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Reads one line from a terminal without showing what is typed or pasted.
 *
 * @param ask called when the terminal shows nothing any more: what is pasted before would be seen
 */
export function hiddenLine(input: NodeJS.ReadStream, ask: () => void): Promise<string> {
  // What it would show goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  ask();
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
