/** The laws of the house as tests: who may import whom, how long a file and a function may be. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = import.meta.dirname;
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'api/schema.ts');
const sourceOf = (name: string): ts.SourceFile => ts.createSourceFile(name, readFileSync(join(SRC, name), 'utf8'), ts.ScriptTarget.ES2022, true);

/** A page of its own has a folder that is made as the whole is: planning/map is as map. */
const within = (name: string): string => name.replace(/^(planning|importing)\//, '');

/** main, tokens -> map | panels -> actions -> api -> the pure modules beside main; api/types holds only types. */
function level(path: string): number {
  const name = within(path);
  if (['main', 'tokens', 'address'].includes(name)) return 4;
  if (name.startsWith('map/') || name.startsWith('panels/')) return 3;
  if (name.startsWith('actions/')) return 2;
  return name.startsWith('api/') && name !== 'api/types' ? 1 : 0;
}

function importsOf(name: string): { module: string; path: string }[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) found.push((node.arguments[0] as ts.StringLiteral).text);
    ts.forEachChild(node, visit);
  };
  visit(sourceOf(name));
  return found.map((module) => ({ module, path: module.startsWith('.') ? relative(SRC, join(SRC, dirname(name), module)) : '' }));
}

function functionLengths(name: string): { at: string; lines: number }[] {
  const source = sourceOf(name);
  const found: { at: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isArrowFunction(node)) {
      const [from, to] = [node.getStart(), node.end].map((at) => source.getLineAndCharacterOfPosition(at).line) as [number, number];
      found.push({ at: `${name}:${from + 1}`, lines: to - from + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the house', () => {
  it.each(FILES)('%s imports nothing above it', (name) => {
    const own = name.replace(/\.ts$/, '');
    const wrong = importsOf(name).filter(({ path }) => path && !path.endsWith('.css')).filter(({ path }) => {
      const apart = level(path) === level(own) && level(own) === 3 && within(path).split('/')[0] !== within(own).split('/')[0];
      return level(path) > level(own) || apart;
    });
    expect(wrong).toEqual([]);
  });

  it('imports Leaflet in map/ only, and fetches in api/http.ts only', () => {
    expect(FILES.filter((name) => !within(name).startsWith('map/') && importsOf(name).some(({ module }) => module.startsWith('leaflet')))).toEqual([]);
    expect(FILES.filter((name) => name !== 'api/http.ts' && /\bfetch\(|XMLHttpRequest/.test(readFileSync(join(SRC, name), 'utf8')))).toEqual([]);
  });

  it('writes no style attribute: the content security policy refuses them', () => {
    expect(FILES.filter((name) => /\sstyle=|setAttribute\('style'/.test(readFileSync(join(SRC, name), 'utf8')))).toEqual([]);
  });

  it('keeps files within 300 lines and functions within 40', () => {
    expect(FILES.filter((name) => readFileSync(join(SRC, name), 'utf8').split('\n').length > 300)).toEqual([]);
    expect(FILES.flatMap(functionLengths).filter(({ lines }) => lines > 40)).toEqual([]);
  });

  it('has no drawer for odds and ends', () => {
    expect(FILES.filter((name) => /(^|\/)(utils|helpers|common|misc|manager|data)\.ts$/.test(name))).toEqual([]);
  });
});
