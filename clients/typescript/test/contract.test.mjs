// Holds the client to the OpenAPI document of the service, ../../openapi.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { PortcullisClient } from '../dist/index.js';

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);

/** What the client has on top of the API. */
const OWN_METHODS = ['currentAccount', 'keepFresh', 'onSessionChange'];

function source(name) {
  const file = new URL(`../src/${name}`, import.meta.url);
  return ts.createSourceFile(name, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

function resolved(node) {
  return node.$ref ? node.$ref.split('/').slice(1).reduce((at, key) => at[key], document) : node;
}

// ---- types

const declared = Object.fromEntries(
  source('types.ts').statements.map((statement) => [statement.name.text, statement]),
);

/** The TypeScript of a schema, with the alternatives of a union sorted. */
function typeOf(schema) {
  if (schema.$ref) {
    const target = resolved(schema);
    return target.type === 'object' ? schema.$ref.split('/').at(-1) : typeOf(target);
  }
  if (schema.anyOf || schema.oneOf) {
    return union((schema.anyOf ?? schema.oneOf).flatMap((each) => typeOf(each).split(' | ')));
  }
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOf({ ...schema, type })));
  }
  if (schema.enum) {
    return union(schema.enum.map((value) => `'${value}'`));
  }
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array':
      return `${typeOf(schema.items)}[]`;
    case 'object':
      return schema.additionalProperties ? `Record<string, ${typeOf(schema.additionalProperties)}>` : 'object';
    default:
      return schema.type ?? 'unknown';
  }
}

function union(types) {
  return [...new Set(types)].sort().join(' | ');
}

/** A declared type in the same form; the types of codes are written out. */
function textOf(node) {
  if (ts.isUnionTypeNode(node)) {
    return union(node.types.map(textOf));
  }
  const alias = ts.isTypeReferenceNode(node) && declared[node.typeName.text];
  return alias && ts.isTypeAliasDeclaration(alias) ? textOf(alias.type) : node.getText();
}

test('each schema is an interface with the same fields, and there is no other', () => {
  const schemas = Object.entries(document.components.schemas).filter(([, schema]) => schema.type === 'object');
  assert.ok(schemas.length > 20);
  for (const [name, schema] of schemas) {
    const expected = Object.entries(schema.properties).map(([field, type]) => {
      // What is left out is not null, except in a request, where both mean the same.
      const optional = schema.required?.includes(field) ? '' : '?';
      const text = typeOf(type);
      return `${field}${optional}: ${optional && !isRequest(name) ? text.replace(' | null', '').replace('null | ', '') : text}`;
    });
    assert.ok(declared[name], `src/types.ts lacks the interface ${name}`);
    const actual = declared[name].members.map(
      (member) => `${member.name.text}${member.questionToken ? '?' : ''}: ${textOf(member.type)}`,
    );
    assert.deepEqual(actual.sort(), expected.sort(), name);
  }
  const interfaces = Object.values(declared).filter(ts.isInterfaceDeclaration);
  assert.deepEqual(
    interfaces.map(({ name }) => name.text).sort(),
    schemas.map(([name]) => name).sort(),
  );
});

function isRequest(name) {
  return operations.some((operation) => bodyOf(operation.requestBody) === name);
}

// ---- operations

function bodyOf(described) {
  const schema = described && resolved(described).content?.['application/json']?.schema;
  return schema?.$ref?.split('/').at(-1);
}

function successOf(operation) {
  return Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
}

function resultOf(operation) {
  const [, response] = successOf(operation);
  if (!response.content) {
    return 'Promise<void>';
  }
  return response.content['application/json'] ? `Promise<api.${bodyOf(response)}>` : 'Promise<Response>';
}

function parametersOf(operation, where) {
  return (operation.parameters ?? []).map(resolved).filter((parameter) => parameter.in === where);
}

const methods = new Map(
  source('client.ts')
    .statements.find(ts.isClassDeclaration)
    .members.filter(ts.isMethodDeclaration)
    .filter((method) => !method.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.PrivateKeyword))
    .map((method) => [method.name.text, method]),
);

test('each operation is a method with the types of its body and its response, and there is no other', () => {
  assert.deepEqual(
    [...methods.keys()].filter((name) => !OWN_METHODS.includes(name)).sort(),
    operations.map(({ operationId }) => operationId).sort(),
  );
  for (const operation of operations) {
    const method = methods.get(operation.operationId);
    const body = method.parameters.find((parameter) => parameter.name.text === 'body');
    assert.equal(method.type.getText(), resultOf(operation), operation.operationId);
    assert.equal(
      body?.type.getText(),
      operation.requestBody && `api.${bodyOf(operation.requestBody)}`,
      operation.operationId,
    );
  }
});

const ID = '0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10';

/** The arguments of a method: the id, then the body or the query. */
function argumentsOf(operation) {
  const id = parametersOf(operation, 'path').map(() => ID);
  const query = Object.fromEntries(parametersOf(operation, 'query').map(({ name }) => [name, `${name} &`]));
  const schema = document.components.schemas[bodyOf(operation.requestBody)];
  const body = schema && Object.fromEntries(Object.keys(schema.properties).map((name) => [name, `${name}"`]));
  return { id, query, body, all: [...id, ...(body ? [body] : []), ...(Object.keys(query).length ? [query] : [])] };
}

/** A client whose requests are recorded. */
function recording(answer) {
  const requests = [];
  const client = new PortcullisClient({
    baseUrl: 'https://auth.example.com/',
    fetch: async (url, options) => {
      requests.push({ url: new URL(url), ...options });
      return answer(url);
    },
  });
  return { client, requests };
}

test('each method sends the request of its operation', async () => {
  for (const operation of operations) {
    const [status] = successOf(operation);
    const type = Object.keys(successOf(operation)[1].content ?? {})[0];
    const { client, requests } = recording(
      () => new Response(type ? '{}' : null, { status: Number(status), headers: type ? { 'Content-Type': type } : {} }),
    );
    const { query, body, all } = argumentsOf(operation);

    const result = await client[operation.operationId](...all);

    const [request] = requests;
    assert.equal(requests.length, 1, operation.operationId);
    assert.equal(request.method, operation.method, operation.operationId);
    assert.equal(
      request.url.pathname.replace(/\/$/, ''),
      operation.path.replace('{id}', ID),
      operation.operationId,
    );
    assert.equal(request.url.origin, 'https://auth.example.com');
    assert.deepEqual(Object.fromEntries(request.url.searchParams), query, operation.operationId);
    assert.deepEqual(request.body && JSON.parse(request.body), body, operation.operationId);
    assert.equal(request.headers['Content-Type'], body && 'application/json', operation.operationId);
    assert.equal(request.credentials, 'include');
    assert.equal(request.redirect, 'manual');
    assert.equal(result === undefined, resultOf(operation) === 'Promise<void>', operation.operationId);
  }
});

test('no method succeeds with a response that is not from the service', async () => {
  const others = [
    () => new Response('<h1>Welcome</h1>', { headers: { 'Content-Type': 'text/html' } }),
    () => new Response('{', { headers: { 'Content-Type': 'application/json' } }),
    () => new Response(null, { status: 302, headers: { Location: 'https://www.example.com/' } }),
  ];
  for (const operation of operations) {
    for (const other of resultOf(operation) === 'Promise<Response>' ? [others[0], others[2]] : others) {
      const { client } = recording(other);

      await assert.rejects(
        client[operation.operationId](...argumentsOf(operation).all),
        (error) => error.code === 'internal_error' && error.status === other().status,
        operation.operationId,
      );
    }
  }
});

test('a method that returns something does not succeed without it', async () => {
  const { client } = recording(() => new Response(null, { status: 204 }));

  await assert.rejects(client.describeAccount(), { name: 'ProblemError', status: 204 });
});

test('exactly the methods that need a session refresh it after a 401', async () => {
  for (const operation of operations) {
    const { client, requests } = recording((url) =>
      Response.json(
        { code: url.includes('custom-refresh') ? 'session_invalid' : 'not_authenticated', status: 401 },
        { status: 401 },
      ),
    );

    await assert.rejects(client[operation.operationId](...argumentsOf(operation).all), { name: 'ProblemError' });

    assert.equal(requests.length, operation.security ? 2 : 1, operation.operationId);
  }
});
