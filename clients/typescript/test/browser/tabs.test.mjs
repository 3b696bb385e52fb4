// Five tabs of a real Chromium against a running service:
//   PORTCULLIS_URL: the service, whose access tokens have the lifetime PORTCULLIS_LIFETIME (seconds)
//   PAGE_PORT: a port of localhost whose origin the service allows (portcullis.cors.origins)
//   CHROMIUM: the browser
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, PAGE, serve } from './page.mjs';

const { PORTCULLIS_URL } = process.env;
const LIFETIME = Number(process.env.PORTCULLIS_LIFETIME) * 1000;
const TABS = [0, 1, 2, 3, 4];

const HTML = `<script type="module">
  import { PortcullisClient } from '/dist/index.js';
  window.client = new PortcullisClient({ baseUrl: '${PORTCULLIS_URL}' });
  window.changes = [];
  client.onSessionChange((signedIn) => changes.push(signedIn));
</script>`;

let browser;
let server;

before(async () => {
  server = await serve(HTML);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A browser profile with a fresh account, and what it sends and reports. */
async function aPerson(t) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const seen = { refreshes: 0, statuses: [], complaints: [] };
  context.on('request', (request) => {
    seen.refreshes += request.method() === 'POST' && request.url().endsWith('/custom-refresh/') ? 1 : 0;
  });
  context.on('response', (response) => seen.statuses.push(response.status()));
  context.on('console', (message) => message.type() === 'error' && seen.complaints.push(message.text()));
  context.on('weberror', (error) => seen.complaints.push(String(error.error())));
  return { context, seen };
}

async function openTab(context) {
  const page = await context.newPage();
  await page.goto(PAGE);
  await page.waitForFunction(() => window.client);
  return page;
}

async function signIn(page) {
  await page.evaluate(async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    await client.signUp({ email, password: 'secure_password', name: 'John Doe' });
    await client.signIn({ login: email, password: 'secure_password' });
  });
}

/** Five tabs, of which one has signed in. */
async function fiveTabs(context) {
  const tabs = [await openTab(context)];
  await signIn(tabs[0]);
  for (const _ of TABS.slice(1)) {
    tabs.push(await openTab(context));
  }
  return tabs;
}

function inEach(tabs, task) {
  return Promise.all(tabs.map((tab) => tab.evaluate(task)));
}

async function sessionsAlive(tab) {
  return (await tab.evaluate(() => client.listSessions())).sessions.length;
}

for (const means of ['navigator.locks', 'BroadcastChannel']) {
  test(`five tabs send one refresh, ahead of expiry, with ${means}`, async (t) => {
    const { context, seen } = await aPerson(t);
    if (means === 'BroadcastChannel') {
      await context.addInitScript(() => delete Navigator.prototype.locks);
    }
    const tabs = await fiveTabs(context);
    assert.equal(await tabs[0].evaluate(() => 'locks' in navigator), means === 'navigator.locks');

    for (const round of [1, 2]) {
      await pause(LIFETIME * 0.85);
      const accounts = await inEach(tabs, () => client.describeAccount());
      assert.equal(new Set(accounts.map(({ id }) => id)).size, 1);
      assert.equal(seen.refreshes, round, 'refreshes sent');
    }

    assert.equal(await sessionsAlive(tabs[4]), 1, 'sessions alive');
    t.diagnostic(`${seen.refreshes} refreshes sent in 2 lifetimes by 5 tabs, 1 session alive`);
    assert.deepEqual(seen.complaints, []);
  });

  test(`five tabs that get a 401 send one refresh, with ${means}`, async (t) => {
    const { context, seen } = await aPerson(t);
    if (means === 'BroadcastChannel') {
      await context.addInitScript(() => delete Navigator.prototype.locks);
    }
    const tabs = await fiveTabs(context);

    await context.clearCookies({ name: 'access_token' });
    await inEach(tabs, () => client.describeAccount());

    assert.equal(seen.refreshes, 1);
    assert.equal(await sessionsAlive(tabs[0]), 1);
  });
}

test('open tabs keep the session fresh together', async (t) => {
  const { context, seen } = await aPerson(t);
  const tabs = await fiveTabs(context);

  await inEach(tabs, () => void client.keepFresh());
  await pause(LIFETIME * 2);

  const { cookies } = await context.storageState();
  assert.ok(cookies.some(({ name }) => name === 'access_token'));
  assert.ok(seen.refreshes === 1 || seen.refreshes === 2, `${seen.refreshes} refreshes`);
  assert.ok(seen.statuses.every((status) => status < 400));
  assert.deepEqual(seen.complaints, []);
});

test('a page learns without an error in the console whether somebody is signed in', async (t) => {
  const { context, seen } = await aPerson(t);
  const [first, second] = [await openTab(context), await openTab(context)];

  assert.equal(await first.evaluate(() => client.currentAccount()), null);
  await signIn(first);
  assert.equal((await second.evaluate(() => client.currentAccount())).name, 'John Doe');

  // Even if the tab knows nothing: somebody else wrote the cookies.
  await second.evaluate(() => localStorage.clear());
  await second.reload();
  await second.waitForFunction(() => window.client);
  assert.equal((await second.evaluate(() => client.currentAccount())).name, 'John Doe');

  await first.evaluate(() => client.signOut());
  await second.waitForFunction(() => changes.at(-1) === false);
  assert.equal(await second.evaluate(() => client.currentAccount()), null);
  assert.deepEqual(await context.cookies(PORTCULLIS_URL), []);
  assert.ok(seen.statuses.every((status) => status < 400));
  assert.deepEqual(seen.complaints, []);
});
