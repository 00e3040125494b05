import { describe, expect, it } from 'vitest';
import { shouldIgnore, strykerPlugins } from '../../../infra/mutation/ignore-causes.ts';

const text = { type: 'StringLiteral' };
const template = { type: 'TemplateLiteral' };

function at(node: { type: string }, type: 'NewExpression' | 'CallExpression', name: string, before: object[] = []) {
  return { node, parent: { type, callee: { name }, arguments: [...before, node, { type: 'Identifier' }] } };
}

describe('shouldIgnore', () => {
  it.each([
    ['new Error', at(text, 'NewExpression', 'Error')],
    ['new RangeError', at(template, 'NewExpression', 'RangeError')],
    ['createRefusal', at(text, 'CallExpression', 'createRefusal')],
    ['new TokenFault behind its problem', at(text, 'NewExpression', 'TokenFault', [{ ...text }])],
  ])('leaves out the text that %s is given', (_name, path) => {
    expect(shouldIgnore(path)).toBe('the text of a cause');
  });

  it('leaves out an object that holds such a cause and nothing else', () => {
    const property = (name: string, callee: string, type = 'NewExpression') => ({
      key: { name },
      value: { type, callee: { name: callee } },
    });
    const object = (...properties: object[]) => ({ node: { type: 'ObjectExpression', properties }, parent: null });
    const cause = property('cause', 'Error');
    expect(shouldIgnore(object(cause))).toBe('a cause of our own, and nothing else');
    for (const path of [
      object(),
      object(cause, property('detail', 'Error')),
      object(property('detail', 'Error')),
      object(property('cause', 'ConnectorError')),
      object(property('cause', 'Error', 'CallExpression')),
      object({ key: { name: 'cause' } }),
      object({}),
    ])
      expect(shouldIgnore(path)).toBeUndefined();
  });

  it.each([
    ['the code of a ConnectorError', at(text, 'NewExpression', 'ConnectorError')],
    ['the problem of a TokenFault', at(text, 'NewExpression', 'TokenFault')],
    ['another argument than the text', at(text, 'NewExpression', 'Error', [{ type: 'Identifier' }])],
    ['the arguments of another function', at(text, 'CallExpression', 'refuse')],
    ['a function of the name of an error', at(text, 'CallExpression', 'Error')],
    ['the name of a class', { ...at(text, 'NewExpression', 'Error'), node: { type: 'Identifier' } }],
    ['a condition beside a text', at({ type: 'ConditionalExpression' }, 'NewExpression', 'Error')],
    ['a text that is not an argument', { node: text, parent: { type: 'VariableDeclarator' } }],
    ['the root', { node: text, parent: null }],
  ])('mutates %s', (_name, path) => {
    expect(shouldIgnore(path)).toBeUndefined();
  });
});

describe('strykerPlugins', () => {
  it('has it under the name that the configuration uses', () => {
    expect(strykerPlugins).toEqual([{ kind: 'Ignore', name: 'causes', value: { shouldIgnore } }]);
  });
});
