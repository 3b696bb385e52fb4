// Plays the part of the browser for a snippet that asks for its cookies: node's fetch has none of its own.
const cookies = process.env.BROWSER_COOKIES ?? '';
const plainFetch = globalThis.fetch;

globalThis.fetch = (url, options = {}) => {
  if (options.credentials !== 'include' || cookies === '') {
    return plainFetch(url, options);
  }
  return plainFetch(url, { ...options, headers: { ...options.headers, Cookie: cookies } });
};
