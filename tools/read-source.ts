// Reads one source file into what the guards ask about: its imports, functions, first comment and impure calls.
import { parseSync } from 'oxc-parser';

/** `late`: asked for by `import()`, once it is needed. */
export type Import = { from: string; typeOnly: boolean; late?: true };
export type FunctionSize = { name: string; line: number; lines: number; parameters: number };
export type Source = {
  file: string;
  lines: number;
  opening: string;
  imports: Import[];
  functions: FunctionSize[];
  impure: { what: string; line: number }[];
  errors: string[];
};

export type Node = { type: string; start: number; end: number; [key: string]: unknown };

const impureMembers = new Set([
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'performance.now',
  'globalThis.fetch',
]);

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function visit(node: Node, parent: Node | undefined, see: (node: Node, parent: Node | undefined) => void): void {
  see(node, parent);
  for (const value of Object.values(node)) {
    const children = Array.isArray(value) ? value : [value];
    for (const child of children) if (isNode(child)) visit(child, node, see);
  }
}

export const nameOf = (node: unknown): string => (isNode(node) && typeof node.name === 'string' ? node.name : '');

// Test suites are lists of cases inside one call; only what stands in a case is a function of its own.
const isSuite = (parent: Node | undefined): boolean =>
  parent?.type === 'CallExpression' &&
  /^(describe|suite)$/.test(nameOf(parent.callee) || nameOf((parent.callee as Node).object));

function impureCall(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const name = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return impureMembers.has(name) ? name : undefined;
  }
  const called = node.type === 'NewExpression' || node.type === 'CallExpression' ? nameOf(node.callee) : '';
  if (called === 'Date' && (node.arguments as Node[]).length === 0) return 'new Date()';
  return called === 'fetch' && node.type === 'CallExpression' ? 'fetch' : undefined;
}

function importsOf(code: string, file: string, module: ReturnType<typeof parseSync>['module']): Import[] {
  const own = module.staticImports.map((one) => ({
    from: one.moduleRequest.value,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports
    .flatMap((one) => one.entries)
    .flatMap((entry) => (entry.moduleRequest ? [{ from: entry.moduleRequest.value, typeOnly: entry.isType }] : []));
  const late = module.dynamicImports.map((one) => ({
    from: code.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    typeOnly: false,
    late: true as const,
  }));
  return [...own, ...passedOn, ...late].filter((one) => one.from !== file);
}

/** Calls `see` for every node of a file and gives the line of an offset. */
export function walk(
  file: string,
  code: string,
  see: (node: Node, line: number, parent: Node | undefined) => void,
): void {
  const lineAt = lineFinder(code);
  visit(parseSync(file, code).program as unknown as Node, undefined, (node, parent) =>
    see(node, lineAt(node.start), parent),
  );
}

function lineFinder(code: string): (offset: number) => number {
  const starts = [0, ...[...code.matchAll(/\n/g)].map((hit) => hit.index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}

/** Parses a file; `errors` is not empty when the parser did not understand it. */
export function readSource(file: string, code: string): Source {
  const { program, module, comments, errors } = parseSync(file, code);
  const lineAt = lineFinder(code);
  const source: Source = {
    file,
    lines: code.split('\n').length - (code.endsWith('\n') ? 1 : 0),
    opening: '',
    imports: importsOf(code, file, module),
    functions: [],
    impure: [],
    errors: errors.map((error) => error.message),
  };
  const first = comments.find((comment) => code.slice(comment.start, comment.start + 2) !== '#!');
  if (first && /^(#!.*\n)?\s*$/.test(code.slice(0, first.start)))
    source.opening = first.value.replace(/[\s*]+/g, ' ').trim();
  visit(program as unknown as Node, undefined, (node, parent) => {
    const what = impureCall(node);
    if (what) source.impure.push({ what, line: lineAt(node.start) });
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type) || isSuite(parent))
      return;
    const line = lineAt(node.start);
    const name = nameOf(node.id) || nameOf(parent?.id) || nameOf(parent?.key) || 'a function';
    // How many arguments a callback gets is not for its writer to choose.
    const isCallback = ((parent?.arguments as Node[] | undefined) ?? []).includes(node);
    const parameters = isCallback ? 0 : (node.params as Node[]).length;
    source.functions.push({ name, line, lines: lineAt(node.end) - line + 1, parameters });
  });
  return source;
}
