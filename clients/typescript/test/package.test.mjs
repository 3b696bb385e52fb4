// The package as npm would publish it. It has the version of the service; tools/release sets both.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the package has the version of the Maven project', () => {
  const maven = /^ {4}<version>(.*)<\/version>$/m.exec(read('../../../pom.xml'))[1];
  const lock = JSON.parse(read('../package-lock.json'));

  assert.equal(JSON.parse(read('../package.json')).version, maven);
  assert.equal(lock.version, maven);
  assert.equal(lock.packages[''].version, maven);
});

test('the package has the license, the notice, and what the source code compiles to', () => {
  const { prepack } = JSON.parse(read('../package.json')).scripts;
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  // The other tests use what the build would empty.
  execFileSync('sh', ['-c', prepack.replace('npm run build', 'true')], { cwd });
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd }));

  const compiled = readdirSync(new URL('../src', import.meta.url)).flatMap((name) =>
    ['.js', '.d.ts'].map((extension) => `dist/${name.replace('.ts', extension)}`),
  );
  assert.deepEqual(
    files.map(({ path }) => path).sort(),
    ['LICENSE', 'NOTICE', 'README.md', 'package.json', ...compiled].sort(),
  );
  for (const name of ['LICENSE', 'NOTICE']) {
    assert.equal(read(`../${name}`), read(`../../../${name}`));
  }
});
