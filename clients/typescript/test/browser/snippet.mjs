// Runs the module in the file SNIPPET in a page, which may import the client by its name. Its prompt is answered with the
// standard input, and what it logs is printed. PORTCULLIS_URL has to allow the origin of the page.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { launch, PAGE, serve } from './page.mjs';

const code = await readFile(process.env.SNIPPET, 'utf8');
const server = await serve('<script type="importmap">{"imports": {"portcullis-client": "/dist/index.js"}}</script>');
const browser = await launch();
const line = text(process.stdin);
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.log(message.text()));
  page.on('dialog', async (dialog) => dialog.accept((await line).trim()));
  await page.goto(PAGE);
  await page.evaluate(async (module) => {
    await import(URL.createObjectURL(new Blob([module], { type: 'text/javascript' })));
  }, code);
} finally {
  await browser.close();
  server.close();
}
