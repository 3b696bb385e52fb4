// Runs the module in the file SNIPPET in a page, which may import the client by its name. Its prompt is answered with a
// line of the standard input, and what it logs is printed. PORTCULLIS_URL has to allow the origin of the page.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { launch, PAGE, serve } from './page.mjs';

const code = await readFile(process.env.SNIPPET, 'utf8');
const server = await serve('<script type="importmap">{"imports": {"portcullis-client": "/dist/index.js"}}</script>');
const browser = await launch();
const input = createInterface({ input: process.stdin });
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.log(message.text()));
  page.on('dialog', async (dialog) => dialog.accept(await input.question('')));
  await page.goto(PAGE);
  await page.evaluate(async (text) => {
    await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  }, code);
} finally {
  input.close();
  await browser.close();
  server.close();
}
