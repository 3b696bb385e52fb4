// The package has the version of the service; tools/release sets both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the package has the version of the Maven project', () => {
  const maven = /^ {4}<version>(.*)<\/version>$/m.exec(read('../../../pom.xml'))[1];
  const lock = JSON.parse(read('../package-lock.json'));

  assert.equal(JSON.parse(read('../package.json')).version, maven);
  assert.equal(lock.version, maven);
  assert.equal(lock.packages[''].version, maven);
});
