// A page of http://localhost:PAGE_PORT with the client under /dist/, and the browser CHROMIUM.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const { PAGE_PORT, CHROMIUM } = process.env;

export const PAGE = `http://localhost:${PAGE_PORT}/`;

/** Serves the same page at each address. */
export async function serve(html) {
  const server = createServer(async ({ url }, response) => {
    if (/^\/dist\/\w+\.js$/.test(url)) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(await readFile(new URL(`../..${url}`, import.meta.url)));
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>Tab</title><link rel="icon" href="data:,">${html}`);
    }
  });
  await new Promise((ready) => server.listen(Number(PAGE_PORT), 'localhost', ready));
  return server;
}

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
