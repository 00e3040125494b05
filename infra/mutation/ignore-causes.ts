/**
 * Plugin of Stryker: leaves out the texts of causes, which only a log line shows.
 *
 * Such a text is the argument of `new Error`, of another error of the language, or of what makes one of it. Everything else is
 * mutated: the codes and other options of a ConnectorError, and the condition under which anything is thrown. It needs no package, so that it
 * can be read before Stryker is installed.
 */
/** By what makes an error: which of its arguments is the text of a cause. */
const CLASSES = new Map([
  ['Error', 0],
  ['RangeError', 0],
  ['TypeError', 0],
  ['SyntaxError', 0],
  ['TokenFault', 1],
]);
const FUNCTIONS = new Map([
  ['createRefusal', 0],
  ['refuseRow', 0],
]);

interface TreeNode {
  type: string;
  /** Of an object. */
  properties?: readonly { key?: { name?: string }; value?: { type: string; callee?: { name?: string } } }[];
}

/** As much of a place in Babel's tree as decides. */
export interface TreePath {
  node: TreeNode;
  parent?: { type: string; callee?: { name?: string }; arguments?: readonly unknown[] } | null;
}

/** Why nothing below this place is mutated; undefined where it is. */
export function shouldIgnore({ node, parent }: TreePath): string | undefined {
  if (node.type === 'ObjectExpression') return isCauseAlone(node) ? 'a cause of our own, and nothing else' : undefined;
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
  const at = parent?.arguments?.indexOf(node) ?? -1;
  const makers = parent?.type === 'NewExpression' ? CLASSES : FUNCTIONS;
  return at >= 0 && makers.get(parent?.callee?.name ?? '') === at ? 'the text of a cause' : undefined;
}

/** `{ cause: new Error(...) }`: without it the log says less, and nobody else hears of it. */
function isCauseAlone({ properties = [] }: TreeNode): boolean {
  const [only, ...others] = properties;
  const isOwn = only?.value?.type === 'NewExpression' && CLASSES.has(only.value.callee?.name ?? '');
  return isOwn && only?.key?.name === 'cause' && others.length === 0;
}

/** Under this name Stryker looks for plugins. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'causes', value: { shouldIgnore } }];
