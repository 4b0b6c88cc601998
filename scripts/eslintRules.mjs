/**
 * The conventions of CONTRIBUTING.md that no published rule checks, as ESLint rules of our own.
 * They look at syntax and comments only; what needs types belongs to typescript-eslint.
 *
 * @typedef {import("eslint").Rule.RuleModule} RuleModule
 * @typedef {import("eslint").SourceCode} SourceCode
 * @typedef {import("eslint").AST.SourceLocation} Location
 * @typedef {{ type: string, loc: Location, parent?: SyntaxNode }} SyntaxNode
 * @typedef {SyntaxNode & { typeAnnotation: { typeName?: { name?: string } } }} CastNode
 */

/**
 * The lines that stand directly below a comment (or a run of line comments) containing `text`.
 * @param {SourceCode} sourceCode
 * @param {string} text
 */
function linesBelowComment(sourceCode, text) {
  const lines = new Set();
  let marked = false;
  let previousEnd = -1;
  for (const { loc, value } of sourceCode.getAllComments()) {
    if (!loc) continue;
    marked = (marked && loc.start.line === previousEnd + 1) || value.includes(text);
    previousEnd = loc.end.line;
    if (marked) lines.add(previousEnd + 1);
  }
  return lines;
}

/** @param {SyntaxNode} node */
function enclosingStatement(node) {
  let outer = node;
  while (outer.parent && !/(Statement|Declaration|Definition)$/.test(outer.type)) {
    outer = outer.parent;
  }
  return outer;
}

/** @type {RuleModule} */
const safetyComment = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const explained = linesBelowComment(context.sourceCode, "SAFETY:");
    /** @param {unknown} anyNode a node of TypeScript, which ESLint's own types do not know */
    function check(anyNode) {
      const node = /** @type {CastNode} */ (anyNode);
      if (node.typeAnnotation.typeName?.name === "const") return;
      const lines = [node.loc.start.line, enclosingStatement(node).loc.start.line];
      if (lines.some((line) => explained.has(line))) return;
      context.report({
        loc: node.loc,
        message: "A cast needs a `// SAFETY:` comment above it that says why it holds.",
      });
    }
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

/** @type {RuleModule} */
const reasonedDisable = {
  meta: { type: "problem", schema: [] },
  create(context) {
    return {
      Program() {
        for (const { loc, value } of context.sourceCode.getAllComments()) {
          if (!loc || !/^\s*eslint-disable/.test(value) || / -- \S/.test(value)) continue;
          context.report({ loc, message: "Say why after ` -- `, or keep to the rule." });
        }
      },
    };
  },
};

/** @type {RuleModule} */
const moduleComment = {
  meta: { type: "suggestion", schema: [] },
  create(context) {
    return {
      Program(node) {
        const [first] = context.sourceCode.getAllComments();
        const firstToken = context.sourceCode.getFirstToken(node);
        if (first?.loc && (!firstToken || first.loc.end.line < firstToken.loc.start.line)) return;
        context.report({
          loc: { line: 1, column: 0 },
          message: "Open the module with a comment: what it is for, what it must not do.",
        });
      },
    };
  },
};

/** @type {RuleModule} */
const documentedExport = {
  meta: { type: "suggestion", schema: [] },
  create(context) {
    return {
      ExportNamedDeclaration(node) {
        if (!node.declaration) return;
        const [comment] = context.sourceCode.getCommentsBefore(node).slice(-1);
        if (comment?.type === "Block" && comment.value.startsWith("*")) return;
        context.report({
          node,
          message: "Document the export with what its type cannot say: units, ownership, failure.",
        });
      },
    };
  },
};

/** @type {import("eslint").ESLint.Plugin} */
export const conventions = {
  rules: {
    "documented-export": documentedExport,
    "module-comment": moduleComment,
    "reasoned-disable": reasonedDisable,
    "safety-comment": safetyComment,
  },
};
