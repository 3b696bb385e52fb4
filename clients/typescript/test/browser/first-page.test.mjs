// The first page of development mode in a real Chromium:
//   DEVELOPMENT_URL: a service in development mode, without a slash at the end
//   PAGE_PORT: a free port of localhost, for the page of a front end
//   CHROMIUM: the browser
//   SCREENSHOTS: the folder for the pictures of docs/dev-mode.md
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, PAGE, serve } from './page.mjs';

const { DEVELOPMENT_URL, SCREENSHOTS } = process.env;
const LARGEST_PICTURE = 150_000;
const SIZES = { wide: { width: 1200, height: 760 }, narrow: { width: 400, height: 1080 } };
const SCHEMES = ['light', 'dark'];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** The first page in a browser profile of its own. At the end, the browser must not have complained about anything. */
async function firstPage(t, intercept = async () => {}) {
  const context = await browser.newContext({ viewport: SIZES.wide });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: DEVELOPMENT_URL });
  const complaints = [];
  context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  t.after(async () => {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  });
  await intercept(context);
  const page = await context.newPage();
  await page.goto(DEVELOPMENT_URL);
  return { page, complaints };
}

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();
const newestMail = (page) => page.locator('#mails article').first();

/** Waits until the element contains the text, which appears without a reload. */
async function appears(page, id, text) {
  try {
    await page.waitForFunction(([at, part]) => document.getElementById(at).textContent.includes(part), [id, text], { timeout: 15_000 });
  } catch {
    assert.fail(`#${id} lacks '${text}': ${await page.locator(`#${id}`).textContent()}`);
  }
}

async function mailArrives(page) {
  await page.waitForFunction(() => /^\d{6}$/.test(document.getElementById('code').value), null, { timeout: 15_000 });
}

async function signUpAndSignIn(page) {
  await press(page, 'Sign up');
  await appears(page, 'response', '201 Created');
  await mailArrives(page);
  await press(page, 'Verify');
  await appears(page, 'response', '"email_verified": true');
  await press(page, 'Sign in');
  await appears(page, 'session', 'The access token expires in 4 min 5');
}

// ---- what a page looks like

async function show(page, size, scheme) {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ colorScheme: scheme });
}

/** Without text fields, which always scroll a text that is too long. */
function sidewaysScrollers(page) {
  return page.evaluate(() => [document.documentElement, ...document.querySelectorAll('body :not(input)')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
      && getComputedStyle(element).display !== 'inline')
    .map((element) => element.outerHTML.slice(0, 100)));
}

/** Texts with a contrast below 4.5 to their background (WCAG 2.2, 1.4.3), and how many were measured. */
function contrasts(page) {
  return page.evaluate(() => {
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((channel) => channel / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const background = (element) => {
      const color = getComputedStyle(element).backgroundColor;
      return channels(color)[3] === 0 ? background(element.parentElement) : color;
    };
    const texts = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility()
      && (element.matches('input') || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())));
    const weak = texts.map((element) => {
      const [light, dark] = [getComputedStyle(element).color, background(element)].map(luminance).sort((a, b) => b - a);
      return { text: element.outerHTML.slice(0, 80), ratio: (light + 0.05) / (dark + 0.05) };
    });
    return { measured: texts.length, weak: weak.filter(({ ratio }) => ratio < 4.5) };
  });
}

async function takePicture(page, name) {
  const path = join(SCREENSHOTS, `dev-mode-${name}.png`);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path });
  const { size } = await stat(path);
  assert.ok(size > 10_000 && size < LARGEST_PICTURE, `${path}: ${size} bytes`);
}

test('leads from sign-up to sign-out, and looks good at each width in light and dark mode', async (t) => {
  const { page, complaints } = await firstPage(t);

  await signUpAndSignIn(page);
  const remaining = await page.locator('#session').textContent();
  await page.waitForFunction((before) => document.getElementById('session').textContent !== before, remaining);
  await page.reload();
  await appears(page, 'session', 'The access token expires in 4 min');
  await press(page, 'Get account');
  await appears(page, 'response', '"John Doe"');
  await appears(page, 'events', 'authn_login_success success');
  await appears(page, 'events', 'user_created success');
  await appears(page, 'service', 'local');
  await appears(page, 'keys', 'current');
  await appears(page, 'settings', 'portcullis.cookies.secure');
  assert.match(await page.locator('#settings').innerText(), /portcullis\.keys\.encryption-key\s+hidden/);

  await newestMail(page).getByText('As HTML').click();
  for (const size of Object.keys(SIZES)) {
    for (const scheme of SCHEMES) {
      await show(page, size, scheme);
      assert.deepEqual(await sidewaysScrollers(page), [], `${size}, ${scheme}`);
      const { measured, weak } = await contrasts(page);
      assert.ok(measured > 60, `${measured} texts`);
      assert.deepEqual(weak, [], `${size}, ${scheme}`);
      await takePicture(page, `${size}-${scheme}`);
    }
  }

  await press(page, 'Refresh');
  await appears(page, 'response', '204 No Content');
  await appears(page, 'events', 'authn_token_created success');
  await press(page, 'Sign out');
  await appears(page, 'session', 'Not signed in.');
  await appears(page, 'events', 'authn_token_revoked success');
  await page.reload();
  await appears(page, 'events', 'authn_token_revoked success');
  assert.equal(await page.locator('#session').textContent(), 'Not signed in.');
  assert.deepEqual(complaints, []);
});

test('shows a refusal with its problem', async (t) => {
  const { page } = await firstPage(t);
  await page.getByLabel('Password').fill('seven77');

  await press(page, 'Sign up');

  await appears(page, 'response', '"code": "too_short"');
  await appears(page, 'status', '400');
  await appears(page, 'events', 'input_validation_fail refused');
});

test('copies requests, responses, codes and mails', async (t) => {
  const { page, complaints } = await firstPage(t);
  await page.getByLabel('Name').fill("Anna d'Arc");
  await press(page, 'Sign up');
  await mailArrives(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

  await press(page, 'Copy as curl');
  await appears(page, 'status', 'Copied');
  const curl = await clipboard();
  assert.ok(curl.includes(`curl -i -b cookies.txt -c cookies.txt -X POST '${DEVELOPMENT_URL}/api/v1/auth/signup/'`), curl);
  assert.ok(curl.includes(String.raw`Anna d'\''Arc`), curl);
  await press(page, 'Copy request');
  assert.match(await clipboard(), /^POST \/api\/v1\/auth\/signup\/\nContent-Type: application\/json\n/);
  await press(page, 'Copy response');
  assert.match(await clipboard(), /^201 Created\n/);
  await press(newestMail(page), 'Copy code');
  assert.equal(await clipboard(), await page.getByLabel('Code').inputValue());
  await press(newestMail(page), 'Copy text');
  assert.match(await clipboard(), /\d{6}/);
  assert.deepEqual(complaints, []);
});

const aMail = (id, to = 'user@example.com') => (
  { id, to, subject: `mail ${id}`, text: `Your code:\n\n${100_000 + Number(id)}\n`, html: true });

/** The first page, with the mails that `state.mails` has at each time. */
async function firstPageWith(t, mails) {
  const state = { mails };
  const shown = await firstPage(t, (context) => context.route('**/dev/state', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), ...state } });
  }));
  return { ...shown, state };
}

test('keeps open HTML and the focus when a new mail displaces the oldest', async (t) => {
  const { page, state } = await firstPageWith(t, [aMail('2'), aMail('1')]);
  const kept = page.locator('#mails article', { hasText: 'mail 2' });
  await kept.getByText('As HTML').click();
  await kept.getByRole('button', { name: 'Copy code' }).focus();

  state.mails = [aMail('3'), aMail('2')];
  await appears(page, 'mails', 'mail 3');

  assert.deepEqual(await page.locator('#mails h3').allTextContents(), ['mail 3', 'mail 2']);
  assert.equal(await kept.locator('iframe').count(), 1);
  assert.ok(await kept.getByRole('button', { name: 'Copy code' }).evaluate((button) => button === document.activeElement));
});

test('fills in the code of the address in any case, and no code of another address', async (t) => {
  const { page, state } = await firstPageWith(t, []);
  await page.getByLabel('E-mail address').fill('Ann@Example.com');

  state.mails = [aMail('1', 'joann@example.com')];
  await appears(page, 'mails', 'mail 1');
  assert.equal(await page.getByLabel('Code').inputValue(), '');

  state.mails = [aMail('2', 'other@example.com, ann@example.com'), ...state.mails];
  await mailArrives(page);
  assert.equal(await page.getByLabel('Code').inputValue(), '100002');
});

test('labels a copy button again after two clicks, and says when a copy fails', async (t) => {
  const { page } = await firstPage(t);
  const button = page.locator('[data-copies=request]');
  const label = await button.textContent();
  const labelAgain = () => page.waitForFunction(
    (text) => document.querySelector('[data-copies=request]').textContent === text, label, { timeout: 5_000 });

  await button.click();
  await button.click();
  await appears(page, 'status', 'Copied');
  await page.waitForTimeout(1_600);
  await labelAgain();

  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await button.click();
  await appears(page, 'status', 'refuses to copy');
  assert.equal(await button.textContent(), 'Not copied');
  await labelAgain();
});

test('finds out whether it is signed in: after a 401, after a failure, and without network', async (t) => {
  const { page, complaints } = await firstPage(t);
  await signUpAndSignIn(page);

  await page.route('**/auth/session/', (route) => route.abort());
  await page.reload();
  await appears(page, 'status', 'does not answer');
  await page.unroute('**/auth/session/');
  await appears(page, 'session', 'The access token expires in');

  await page.route('**/auth/custom-refresh/', (route) => route.abort());
  await press(page, 'Refresh');
  await appears(page, 'status', 'No response.');
  await page.unroute('**/auth/custom-refresh/');
  assert.deepEqual(complaints.filter((complaint) => !complaint.includes('net::ERR_FAILED')), []);

  await page.context().clearCookies();
  await press(page, 'Get account');
  await appears(page, 'response', '401');
  await appears(page, 'session', 'Not signed in.');
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator('#session').textContent(), 'Not signed in.');
});

test('shows that a gateway is no longer signed in after a 401', async (t) => {
  const { page, state } = await firstPageWith(t, []);
  state.provider = 'rememberizer';
  await appears(page, 'service', 'rememberizer');
  await page.route('**/auth/signin/', (route) => route.fulfill({ status: 204 }));
  await press(page, 'Sign in');
  await appears(page, 'session', 'Signed in.');

  await press(page, 'Refresh');

  await appears(page, 'response', '401');
  await appears(page, 'session', 'Not signed in.');
});

test('gives a hostile mail no rights', async (t) => {
  const html = `<script>parent.postMessage('script', '*'); top.document.title = 'taken'</script>
    <img src="https://evil.example/pixel"><img src="x" onerror="parent.postMessage('error', '*')">
    <meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
    <link rel="stylesheet" href="https://evil.example/style"><iframe src="https://evil.example/frame"></iframe>
    <form action="https://evil.example/form"><button id="send">Send</button></form>
    <a id="link" target="_top" href="https://evil.example/link">Link</a>
    <p style="width: 5000px">wide</p>`;
  const text = `${'long'.repeat(500)}\n<img src=x onerror="document.title = 'taken'">`;
  const calls = [];
  let shown; // One mail from the beginning to the end: if it were replaced by a newer one, its frame would be closed.
  const { page } = await firstPage(t, async (context) => {
    await context.route('https://evil.example/**', (route) => calls.push(route.request().url()) && route.abort());
    await context.route('**/dev/state', async (route) => {
      const response = await route.fetch();
      const state = await response.json();
      shown ??= state.mails.find((mail) => mail.html)?.id;
      state.mails = shown ? [{ id: shown, to: text, subject: text, text, html: true }] : [];
      await route.fulfill({ response, json: state });
    });
    // The headers of the service, around another mail.
    await context.route('**/dev/mail/*', async (route) => route.fulfill({ response: await route.fetch(), body: html }));
  });
  const messages = await page.evaluateHandle(() => {
    const received = [];
    addEventListener('message', ({ data }) => received.push(data));
    return received;
  });
  await press(page, 'Sign up');
  await page.getByText('As HTML').click();
  const frame = page.frameLocator('iframe');
  await frame.locator('#link').click();
  await frame.locator('#send').click();
  await page.waitForTimeout(500);

  assert.deepEqual(calls, []);
  assert.deepEqual(await messages.jsonValue(), []);
  assert.notEqual(await page.title(), 'taken');
  assert.equal(page.url(), `${DEVELOPMENT_URL}/`);
  assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
  assert.equal(await page.locator('#mails img').count(), 0);
  await show(page, 'narrow', 'light');
  assert.deepEqual(await sidewaysScrollers(page), []);
});

test('says when the service does not answer, and when it answers again', async (t) => {
  const { page } = await firstPage(t);
  await page.route('**/dev/state', (route) => route.abort());
  await appears(page, 'status', 'does not answer');
  await page.unroute('**/dev/state');
  await appears(page, 'status', 'answers again');
});

test('has a name for each control, and a strict policy', async (t) => {
  const { page } = await firstPage(t);
  const { headers } = await fetch(DEVELOPMENT_URL);

  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('input')]
    .filter(({ labels }) => labels.length === 0).map(({ id }) => id)), []);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('button')]
    .filter((button) => !button.textContent.trim()).length), 0);
  assert.match(headers.get('content-security-policy'), /^default-src 'none'; script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(headers.get('content-security-policy'), /unsafe|\*|https?:/);
});

test('lets the page of a front end on another port sign in', async (t) => {
  const server = await serve('');
  t.after(() => server.close());
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(PAGE);

  const result = await page.evaluate(async (service) => {
    const call = (method, path, body) => fetch(`${service}/api/v1/${path}`, {
      method,
      credentials: 'include',
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    });
    const email = `${crypto.randomUUID()}@example.com`;
    await call('POST', 'auth/signup/', { email, password: 'secure_password', name: 'John Doe', captcha: '' });
    const signedIn = await call('POST', 'auth/signin/', { login: email, password: 'secure_password', captcha: '' });
    const account = await (await call('GET', 'account/')).json();
    const signedOut = await call('POST', 'auth/custom-logout/');
    return { name: account.name, seconds: signedIn.headers.get('Access-Token-Expires-In'), signedOut: signedOut.status };
  }, DEVELOPMENT_URL);

  assert.deepEqual(result, { name: 'John Doe', seconds: '300', signedOut: 204 });
});

test('has its pictures in the documentation', async () => {
  const docs = new URL('../../../../docs/', import.meta.url);
  const text = await readFile(new URL('dev-mode.md', docs), 'utf8');
  const shown = [...text.matchAll(/\]\(images\/([^)]+)\)/g)].map(([, name]) => name).sort();
  const stored = (await readdir(new URL('images/', docs))).filter((name) => name.startsWith('dev-mode-')).sort();

  assert.deepEqual(shown, stored);
  assert.equal(stored.length, Object.keys(SIZES).length * SCHEMES.length);
  for (const name of stored) {
    assert.ok((await stat(new URL(`images/${name}`, docs))).size < LARGEST_PICTURE, name);
  }
});
