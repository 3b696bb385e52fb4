import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

test('keepFresh does not keep a Node process alive', () => {
  const program = `
    import { PortcullisClient } from './dist/index.js';
    const fetch = async () => Response.json({ signed_in: false });
    new PortcullisClient({ baseUrl: 'https://auth.example.com', fetch }).keepFresh();`;
  const options = { cwd: new URL('..', import.meta.url), timeout: 10_000 };

  assert.doesNotThrow(() => execFileSync('node', ['--input-type=module', '-e', program], options));
});
