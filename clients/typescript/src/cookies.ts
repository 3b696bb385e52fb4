interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** The cookies of one service, outside a browser. Their expiry is not tracked: the service rejects expired ones. */
export class Cookies {
  private readonly cookies = new Map<string, Cookie>();

  /** Takes the `Set-Cookie` lines of a response. */
  store(lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const path = attribute(attributes, 'path') ?? '/';
      const key = `${name} ${path}`;
      if (isDeletion(attributes)) {
        this.cookies.delete(key);
      } else {
        this.cookies.set(key, { name, value: pair.slice(name.length + 1), path });
      }
    }
  }

  /** The header `Cookie` of a request to a path. */
  header(path: string): string {
    return [...this.cookies.values()]
      .filter((cookie) => path.startsWith(cookie.path))
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }
}

/** RFC 6265, 5.3: `Max-Age` takes precedence over `Expires`. */
function isDeletion(attributes: string[]): boolean {
  const maxAge = attribute(attributes, 'max-age');
  return maxAge !== undefined ? Number(maxAge) <= 0 : Date.parse(attribute(attributes, 'expires') ?? '') <= Date.now();
}

function attribute(attributes: string[], name: string): string | undefined {
  return attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
}
