// Who compiles against the package may lack the types of a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What @types/node declares, of all that the package uses. */
const NODE_TYPES = `
  declare class AbortSignal {}
  declare class Response { body: unknown; }
  declare function fetch(url: string): Promise<Response>;`;

const CONSUMER = `
  import { PortcullisClient, ProblemError } from '../dist/index.js';
  export const account = new PortcullisClient({ baseUrl: 'https://auth.example.com' }).currentAccount();
  export const code = (error: ProblemError) => error.code;`;

test('the package compiles without the types of a browser', () => {
  const files = new Map(
    Object.entries({ 'consumer.mts': CONSUMER, 'node.d.ts': NODE_TYPES }).map(([name, text]) => [
      fileURLToPath(new URL(name, import.meta.url)),
      text,
    ]),
  );
  const options = { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'], module: ts.ModuleKind.NodeNext };
  const host = ts.createCompilerHost({ ...options, target: ts.ScriptTarget.ES2022 });
  const { fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, version);
  };

  const errors = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));

  assert.deepEqual(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')), []);
});
