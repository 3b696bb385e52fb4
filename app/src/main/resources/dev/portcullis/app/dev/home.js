// The first page of development mode. Whatever comes from the service is shown as text; the HTML of mails is shown in a
// frame without rights.
const API = '/api/v1/';
const POLL_INTERVAL = 1000;
const QUIET = { headers: { 'x-quarkus-hot-deployment-done': 'true' } }; // A poll is no reason to look for changed sources.

const byId = (id) => document.getElementById(id);
const value = (id) => byId(id).value.trim();

function element(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

// ---- what survives a reload of the page

const kept = {
  get: (name) => sessionStorage.getItem(name) ?? '',
  set: (name, text) => sessionStorage.setItem(name, text),
};

function newAddress() {
  const email = `user-${Date.now().toString(36).slice(-6)}@example.com`;
  kept.set('email', email);
  byId('email').value = email;
  byId('code').value = '';
}

// ---- requests

function requestText(method, path, headers, body) {
  const lines = [`${method} ${path}`, ...Object.entries(headers).map(([name, text]) => `${name}: ${text}`)];
  return lines.join('\n') + (body ? `\n\n${JSON.stringify(body, null, 2)}` : '');
}

function curlText(method, path, headers, body) {
  const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const parts = [`curl -i -b cookies.txt -c cookies.txt -X ${method} ${quoted(location.origin + path)}`];
  Object.entries(headers).forEach(([name, text]) => parts.push(`-H ${quoted(`${name}: ${text}`)}`));
  if (body) {
    parts.push(`-d ${quoted(JSON.stringify(body))}`);
  }
  return parts.join(' \\\n  ');
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function send(method, route, body, token) {
  const path = API + route;
  const headers = { ...(body && { 'Content-Type': 'application/json' }), ...(token && { Authorization: `Bearer ${token}` }) };
  byId('request').textContent = requestText(method, path, headers, body);
  byId('curl').textContent = curlText(method, path, headers, body);
  byId('response').textContent = '';
  say(`Sent ${method} ${path}.`);
  try {
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    const head = [...response.headers].map(([name, field]) => `${name}: ${field}`).join('\n');
    byId('response').textContent = `${response.status} ${response.statusText}\n${head}\n\n${pretty(text)}`.trim();
    say(`Response: ${response.status} ${response.statusText}.`);
    const seconds = response.headers.get('Access-Token-Expires-In');
    if (seconds) {
      sessionChanged(true, Date.now() + seconds * 1000);
    }
    return { ok: response.ok, status: response.status, json: () => JSON.parse(text) };
  } catch (failure) {
    byId('response').textContent = `No response: ${failure.message}`;
    say('No response.', true);
    return { ok: false };
  }
}

// ---- the session

let provider = '';
let signedIn; // undefined until the service has said so

function sessionChanged(state, expiresAt = '') {
  signedIn = state;
  kept.set('expires', expiresAt);
  showSession();
}

function showSession() {
  const left = Math.ceil((Number(kept.get('expires')) - Date.now()) / 1000);
  let text = 'Not signed in.';
  if (signedIn && kept.get('expires') === '') {
    text = 'Signed in. Refresh to see how long the access token is valid.';
  } else if (signedIn) {
    text = left > 0 ? `Signed in. The access token expires in ${Math.floor(left / 60)} min ${left % 60} s.`
      : 'Signed in. The access token has expired: refresh.';
  }
  byId('session').textContent = text;
}

/** A 401 would be an error in the console; this route has none. A gateway lacks it. */
async function findSession() {
  const response = await fetch(`${API}auth/session/`, QUIET);
  if (response.ok) {
    const { signed_in: found } = await response.json();
    signedIn ??= found; // A sign-in may have been faster.
  }
}

/** A gateway does not say how long the access token is valid. */
function sessionOpened({ ok }) {
  if (ok && !signedIn) {
    sessionChanged(true);
  }
}

// ---- the forms

function onSubmit(id, action) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    action();
  });
}

const onClick = (id, action) => byId(id).addEventListener('click', action);

onSubmit('sign-up', async () => {
  kept.set('email', value('email'));
  const body = { email: value('email'), password: byId('password').value, name: value('name'), captcha: value('captcha') };
  const response = await send('POST', 'auth/signup/', body);
  if (response.ok) {
    kept.set('token', response.json().verification_token ?? '');
  }
});
onSubmit('verify', () => send('POST', 'auth/verify-email/', { verification_code: value('code') }, kept.get('token')));
onSubmit('sign-in', async () => {
  const body = { login: value('email'), password: byId('password').value, captcha: value('captcha') };
  sessionOpened(await send('POST', 'auth/signin/', body));
});
onClick('new-address', newAddress);

/** After a 401, the next poll finds out whether a refresh token is left. */
async function useSession(method, route) {
  const response = await send(method, route);
  if (response.status === 401) {
    sessionChanged(undefined);
  }
  return response;
}

onClick('account', () => useSession('GET', 'account/'));
onClick('refresh', async () => sessionOpened(await useSession('POST', 'auth/custom-refresh/')));
onClick('sign-out', async () => {
  if ((await send('POST', 'auth/custom-logout/')).ok) {
    sessionChanged(false);
  }
});

async function copy(text, button) {
  button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    say('Copied to the clipboard.');
    button.textContent = 'Copied';
  } catch (failure) {
    say(`The browser refuses to copy: ${failure.message}`);
    button.textContent = 'Not copied';
  }
  setTimeout(() => (button.textContent = button.dataset.label), 1500);
}

document.querySelectorAll('[data-copies]').forEach((button) => {
  button.addEventListener('click', () => copy(byId(button.dataset.copies).textContent, button));
});

// ---- what the service tells

let said = '';

function say(text, isProblem = false) {
  if (text !== said) {
    said = text;
    byId('status').textContent = text;
    byId('status').classList.toggle('problem', isProblem);
  }
}

/** Calls the function only with what has changed, so that focus and selection stay. */
function onChange(show) {
  let before = '';
  return (data) => {
    const now = JSON.stringify(data);
    if (now !== before) {
      before = now;
      show(data);
    }
  };
}

function showTerms(id, entries, none) {
  const rows = entries.flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, element('code', {}, text))]);
  byId(id).replaceChildren(...(rows.length > 0 ? rows : [element('dd', {}, none)]));
}

function copyButton(label, text) {
  const button = element('button', { type: 'button', className: 'quiet' }, label);
  button.addEventListener('click', () => copy(text, button));
  return button;
}

function htmlPart(mail) {
  const details = element('details', {}, element('summary', {}, 'As HTML'));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) {
      const frame = element('iframe', { title: `HTML of the mail: ${mail.subject}` });
      frame.setAttribute('sandbox', '');
      frame.src = `/dev/mail/${mail.id}`;
      details.append(frame);
    }
  });
  return details;
}

function isTo(mail, address) {
  return mail.to.toLowerCase().split(', ').includes(address.toLowerCase());
}

function mailArticle(mail) {
  const code = mail.text.match(/^\s*(\d{6})\s*$/m)?.[1];
  const buttons = element('div', { className: 'bar' }, copyButton('Copy text', mail.text));
  if (code) {
    buttons.append(copyButton('Copy code', code));
  }
  if (code && isTo(mail, value('email'))) {
    byId('code').value = code;
  }
  const article = element(
    'article', {}, element('h3', {}, mail.subject), element('p', { className: 'muted' }, `To ${mail.to}`),
    element('pre', {}, mail.text), buttons);
  if (mail.html) {
    article.append(htmlPart(mail));
  }
  return article;
}

const articles = new Map();

function showMails(mails) {
  byId('no-mails').hidden = mails.length > 0;
  articles.forEach((article, id) => {
    if (!mails.some((mail) => mail.id === id)) {
      article.remove();
      articles.delete(id);
    }
  });
  mails.filter(({ id }) => !articles.has(id)).reverse().forEach((mail) => {
    articles.set(mail.id, mailArticle(mail));
    byId('mails').prepend(articles.get(mail.id));
  });
}

const showEvents = onChange((events) => {
  byId('events').replaceChildren(...events.map((event) => element(
    'li', {}, element('time', { dateTime: event.time }, new Date(event.time).toLocaleTimeString()), ` ${event.type} `,
    element('span', { className: event.outcome }, event.outcome), ' ',
    element('span', { className: 'muted' }, event.details))));
});

const showService = onChange(({ database, keys, settings }) => {
  showTerms('service', [['Provider', provider], ['Database', database]]);
  showTerms('keys', keys.map(({ id, state }) => [state, id]), 'None: a gateway has no keys of its own.');
  showTerms('settings', Object.entries(settings), 'None.');
  if (provider !== 'local') {
    byId('no-mails').textContent = 'None: the service behind the gateway sends the mails. Type in the code from them.';
  }
});

async function poll() {
  try {
    const response = await fetch('/dev/state', QUIET);
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const { mails, events, ...service } = await response.json();
    ({ provider } = service);
    if (provider === 'local' && signedIn === undefined) {
      await findSession();
    }
    showService(service);
    showMails(mails);
    showEvents(events);
    if (byId('status').classList.contains('problem')) {
      say('The service answers again.');
    }
  } catch (failure) {
    say(`The service does not answer (${failure.message}). It may be reloading; its log says more.`, true);
  }
  showSession();
  setTimeout(poll, POLL_INTERVAL);
}

byId('email').value = kept.get('email');
if (!value('email')) {
  newAddress();
}
byId('snippet').textContent = `await fetch('${location.origin}${API}auth/signin/', {
  method: 'POST',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ login, password, captcha: '' }),
});`;
poll();
